import React from 'react';
import { LoadedPart } from './LoadedPart';
import type { PanelState } from './usePanel';

const loadInspector = async () => (await import(/* webpackChunkName: "inspector" */ './inspector/Inspector')).Inspector;
const loadRangeMenu = async () => (await import(/* webpackChunkName: "marking" */ './labels/RangeMenu')).RangeMenu;

interface PanelDialogsProps {
  readonly panel: PanelState;
}

/** The inspector and the menu of a selected range, while they are open. */
export function PanelDialogs({ panel }: PanelDialogsProps) {
  return (
    <>
      <PanelInspector panel={panel} />
      <PanelRangeMenu panel={panel} />
    </>
  );
}

function PanelInspector({ panel }: PanelDialogsProps) {
  const { options, own, labels, context, analysis, history, inspection, timeZone } = panel;
  const { inspected, open, close } = inspection;
  const index = inspection.index ?? -1;
  const series = panel.series[index] ?? null;
  return (
    inspected && (
      <LoadedPart
        load={loadInspector}
        file="inspector.js"
        props={{
          inspected,
          series,
          judged: analysis.judged[index] ?? null,
          settings: { ...options.detection, ...own[index]?.detection },
          rules: { ...options.report, ...own[index]?.report },
          teaching: series ? labels.labelsOf(series.name) : undefined,
          remembered: context.remembered[index],
          labelText: (id) => labels.labels.find((label) => label.id === id)?.text,
          engine: options.engine,
          engineStatus: analysis.result?.engine ?? null,
          leastStride: analysis.leastStrides[index],
          panel: analysis.panel,
          display: options.display,
          timeZone,
          earlier: history.earlier,
          returnFocusTo: panel.element,
          onInspect: open,
          onShow: history.show,
          onClose: close,
        }}
      />
    )
  );
}

function PanelRangeMenu({ panel }: PanelDialogsProps) {
  const { names, labels, labelling, timeZone } = panel;
  const { selected, select } = labelling;
  return (
    selected && (
      <LoadedPart
        load={loadRangeMenu}
        file="marking.js"
        props={{
          ...selected,
          range: selected,
          series: names[selected.series ?? -1] ?? null,
          names,
          labels,
          timeZone,
          onSimilar: ({ from, to, series }) => panel.inspection.open({ series, from, to, view: 'similar' }),
          onZoom: panel.history.show,
          onClose: () => select(null),
        }}
      />
    )
  );
}
