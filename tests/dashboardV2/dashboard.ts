import type { ConditionalRenderingGroupKind, PanelKind, Spec } from '@grafana/schema/apis/dashboard.grafana.app/v2';

/** A panel as Grafana 13 stores one; `spec` as it stands in the JSON, where both parts may be absent. */
function panel(id: number, title: string, spec: Partial<PanelKind['spec']['vizConfig']['spec']>): PanelKind {
  return {
    kind: 'Panel',
    spec: {
      id,
      title,
      description: '',
      links: [],
      data: { kind: 'QueryGroup', spec: { queries: [], transformations: [], queryOptions: {} } },
      vizConfig: {
        kind: 'VizConfig',
        group: 'residual-anomaly-panel',
        version: '',
        spec: spec as PanelKind['spec']['vizConfig']['spec'],
      },
    },
  };
}

const item = (name: string, conditionalRendering?: ConditionalRenderingGroupKind) => ({
  kind: 'AutoGridLayoutItem' as const,
  spec: { element: { kind: 'ElementReference' as const, name }, conditionalRendering },
});

const IF_THERE_IS_DATA: ConditionalRenderingGroupKind = {
  kind: 'ConditionalRenderingGroup',
  spec: {
    visibility: 'show',
    condition: 'and',
    items: [{ kind: 'ConditionalRenderingData', spec: { value: true } }],
  },
};

/** The spec of a dashboard in schema v2: two tabs, one of them an automatic grid whose panel shows only if it has data. */
export const DASHBOARD_V2: Omit<Spec, 'annotations' | 'timeSettings'> = {
  title: 'Residual: tabs',
  cursorSync: 'Crosshair',
  editable: true,
  links: [],
  liveNow: false,
  preload: false,
  tags: [],
  variables: [],
  elements: {
    bare: panel(1, 'Nothing but its type', {}),
    'no options': panel(2, 'A unit alone', { fieldConfig: { defaults: { unit: 'percent' }, overrides: [] } }),
    'no field options': panel(3, 'Options alone', { options: { list: { placement: 'right' } } }),
  },
  layout: {
    kind: 'TabsLayout',
    spec: {
      tabs: [
        {
          kind: 'TabsLayoutTab',
          spec: {
            title: 'Automatic grid',
            layout: {
              kind: 'AutoGridLayout',
              spec: {
                columnWidthMode: 'standard',
                rowHeightMode: 'short',
                items: [item('bare'), item('no options', IF_THERE_IS_DATA)],
              },
            },
          },
        },
        {
          kind: 'TabsLayoutTab',
          spec: {
            title: 'Grid',
            layout: {
              kind: 'GridLayout',
              spec: {
                items: [
                  {
                    kind: 'GridLayoutItem',
                    spec: {
                      x: 0,
                      y: 0,
                      width: 24,
                      height: 8,
                      element: { kind: 'ElementReference', name: 'no field options' },
                    },
                  },
                ],
              },
            },
          },
        },
      ],
    },
  },
};
