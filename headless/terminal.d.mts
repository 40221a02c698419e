export declare const MOST_CHARACTERS: number;
export declare function oneLine(text: string): string;
export declare function errorLine(message: string): string;
export declare function quoted(text: string): string;
export declare function listed(names: readonly string[], written?: (name: string) => string): string;
export declare function figure(count: number): string;
export declare function jsonText(json: string): string;
