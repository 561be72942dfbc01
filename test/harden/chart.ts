// A chart whose template uses some values, and has no place for others.
import { repositoryOf } from '../../src/repo/repository.ts';

export const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "x.name" . }}
spec:
  template:
    spec:
      {{- with .Values.pullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: {{ .Chart.Name }}
          securityContext:
            {{- toYaml .Values.securityContext | nindent 12 }}
          image: "{{ .Values.image }}"
`;
export const values = '# the image\nimage: a:1\nsecurityContext: {}\n  # runAsUser: 1000\n';
export const chart = repositoryOf(
  Object.entries({
    'c/Chart.yaml': 'name: c\nversion: 1.0.0\n',
    'c/templates/deployment.yaml': deployment,
    'c/values.yaml': values,
    'Cargo.toml': '[package]\nname = "a"\n',
    Dockerfile: 'FROM scratch\nUSER 65532:65532\nENTRYPOINT ["/a"]\n',
  }),
);
