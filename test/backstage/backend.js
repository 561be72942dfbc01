// A Backstage backend with only the scaffolder, its catalog and the action for Yeoman generators.
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();
for (const feature of [
  import('@backstage/plugin-scaffolder-backend'),
  import('@backstage/plugin-scaffolder-backend-module-yeoman'),
  import('@backstage/plugin-catalog-backend'),
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
])
  backend.add(feature);
await backend.start();
