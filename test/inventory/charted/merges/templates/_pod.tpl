{{- define "merges.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Component }}
  namespace: {{ .Release.Namespace }}
spec:
  replicas: {{ .Values.replicas | default 2 }}
  selector:
    matchLabels:
      app: {{ .Component }}
  template:
    metadata:
      labels:
        app: {{ .Component }}
    spec:
      serviceAccountName: {{ .Values.name }}
      containers:
        - name: main
          image: example.dev/{{ .Chart.Name }}:1
          env:
            {{- toYaml .Values.env | nindent 12 }}
{{- end }}
