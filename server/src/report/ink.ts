/** Colour for terminals; every colour also has a word or a shape beside it. */
const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, grey: 90 } as const;
export type Colour = keyof typeof codes;
export type Ink = (colour: Colour, text: string) => string;

export const colourInk: Ink = (colour, text) => (text === '' ? '' : `\u001b[${codes[colour]}m${text}\u001b[0m`);
export const plainInk: Ink = (_colour, text) => text;
