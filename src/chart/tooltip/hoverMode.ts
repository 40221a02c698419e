/** The enumeration that TooltipPlugin2 takes is not exported by @grafana/ui; these are its values for one and all series. */
export const HOVER_ONE = 0;
export const HOVER_ALL = 1;
