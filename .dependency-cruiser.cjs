/** Who may import whom (docs/architecture.md). One direction, no way back. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.(test|fixture)\\.tsx?$' },
  to: { pathNot: allowed },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only(
      'detector-stands-alone',
      '^src/detector/',
      ['^src/detector/'],
      'The detector is arithmetic: no tfjs, no DOM, no Grafana, no texts.'
    ),
    only(
      'model-knows-tfjs-only',
      '^src/model/',
      [
        '^src/model/',
        '^src/detector/autoencoder',
        '^src/shared/(abortSignal|hash|message)\\.ts$',
        '^node_modules/(@tensorflow|@noble)/',
      ],
      'The model knows the seam and tfjs.'
    ),
    only(
      'worker-carries',
      '^src/worker/(?!analysis\\.worker)',
      [
        '^src/worker/',
        '^src/detector/',
        '^src/model/benchmark\\.ts$',
        '^src/shared/(abortSignal|detectorMessages|hash|message)\\.ts$',
        '^node_modules/(comlink|lru-cache)/',
      ],
      'Only the entry of the worker brings detector and model together.'
    ),
    only(
      'chart-draws',
      '^src/chart/',
      [
        '^src/chart/',
        '^src/series/frames\\.ts$',
        '^src/detector/(detection|interval|series|settings|explain/(explanation|inspection)|labels/labels|memory/(warmMemory|learntMemory)|report/)',
        '^src/shared/(figures|i18n|useLoaded|message)\\.ts$',
        '^node_modules/',
      ],
      'The chart knows results, not how they came about.'
    ),
    only(
      'series-reads-frames',
      '^src/series/',
      ['^src/series/', '^src/detector/series\\.ts$', '^src/shared/i18n\\.ts$', '^node_modules/@grafana/data/'],
      'Frames in, series out.'
    ),
    only(
      'data-asks-grafana',
      '^src/data/',
      [
        '^src/data/',
        '^src/series/',
        '^src/detector/(interval|series|report/(completeness|context))\\.ts$',
        '^src/shared/(i18n|record)\\.ts$',
        '^node_modules/(@grafana|react|@types/react|rxjs)/',
      ],
      'The answers of Grafana, whatever is drawn of them.'
    ),
    {
      name: 'chart-without-engine',
      severity: 'error',
      from: { path: '^src/chart/' },
      to: { path: '^node_modules/(@tensorflow|comlink)/' },
    },
    {
      name: 'panel-without-engine',
      comment: 'The main bundle holds no tfjs.',
      severity: 'error',
      from: { path: '^src/(panel|module)', pathNot: '\\.test\\.tsx?$' },
      to: { path: ['^node_modules/@tensorflow/', '^src/model/', '^src/worker/analysis\\.worker'] },
    },
    {
      name: 'panel-knows-results-only',
      severity: 'error',
      from: { path: '^src/panel/', pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^src/detector/',
        pathNot:
          '^src/detector/(detection|interval|series|settings|explain/(explanation|inspection)|labels/labels|memory/(warmMemory|learntMemory)|report/)',
      },
    },
    {
      name: 'module-lists-the-panel',
      severity: 'error',
      from: { path: '^src/module' },
      to: { path: '^src/', pathNot: '^src/panel/' },
    },
    {
      name: 'src-without-fixtures',
      comment: 'What tests alone use does not ship.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.(test|fixture)\\.tsx?$' },
      to: { path: '\\.(test|fixture)\\.tsx?$' },
    },
    {
      name: 'src-stands-alone',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(demo|headless|bench|tests|scripts|pipeline)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
