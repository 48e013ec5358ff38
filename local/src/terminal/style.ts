import { styleText } from 'node:util';

export type Style = (format: 'bold' | 'dim' | 'green' | 'red' | 'yellow', text: string) => string;

/** Colours on a terminal only, and not when NO_COLOR is set: Node looks at both. */
export const terminalStyle: Style = (format, text) => styleText(format, text, { stream: process.stdout });

export const plainStyle: Style = (_format, text) => text;
