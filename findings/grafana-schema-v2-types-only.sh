#!/usr/bin/env bash
# One would think: @grafana/schema/apis/dashboard.grafana.app/v2, which the package exports, gives the schema of v2
#   dashboards with its defaults, such as defaultSpec(): the types declare them as functions.
# What happens: the export has types and no code. tsc accepts a call of defaultSpec(); Node says that the path is not
#   exported.
# Version: @grafana/schema 13.2.3 (12.4.2 alike), TypeScript 5.9.2.
# Source: "exports" in package.json of @grafana/schema; dist/types/schema/dashboard/v2/types.spec.gen.d.ts.
# Matters to: those who make v2 dashboards by code; `import type` works.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

echo '{ "private": true, "type": "module", "dependencies": { "@grafana/schema": "13.2.3", "typescript": "5.9.2" } }' >package.json
npm install --ignore-scripts --no-audit --no-fund --loglevel=error >&2
echo "@grafana/schema $(node -p "require('@grafana/schema/package.json').version")"

cat >made.ts <<'TS'
import { defaultSpec } from '@grafana/schema/apis/dashboard.grafana.app/v2';
export const title: string = defaultSpec().title;
TS
npx tsc --noEmit --skipLibCheck --strict --module nodenext --moduleResolution nodenext --target es2022 made.ts
echo 'tsc: no error'

if said=$(node --input-type=module -e "import { defaultSpec } from '@grafana/schema/apis/dashboard.grafana.app/v2'; console.log(defaultSpec())" 2>&1); then
  echo "Node: $said"
  exit 1
fi
grep -m1 -o "ERR_PACKAGE_PATH_NOT_EXPORTED" <<<"$said"
