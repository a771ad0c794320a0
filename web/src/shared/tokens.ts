/**
 * The one place for colour. Named after Chinese pigments; antd's theme, ECharts and CSS variables are fed from here.
 */
export interface Palette {
  zhuqing: string; // 竹青: primary
  zhuqingDeep: string;
  zhuqingPale: string;
  zhusha: string; // 朱砂: danger, at risk
  zhushaPale: string;
  zhushaText: string;
  tenghuang: string; // 藤黄: attention
  tenghuangPale: string;
  tenghuangText: string;
  dailan: string; // 黛蓝: new, leave
  dailanPale: string;
  dailanText: string;
  ink: string;
  ink2: string;
  ink3: string;
  line: string;
  ground: string;
  card: string;
  raised: string; // what floats above a card: dialogs, drawers, menus
}

export const light: Palette = {
  zhuqing: '#1d7a68',
  zhuqingDeep: '#0f5a4c',
  zhuqingPale: '#e6f2ef',
  zhusha: '#cc3d25',
  zhushaPale: '#fdece7',
  zhushaText: '#a8301b',
  tenghuang: '#e8a317',
  tenghuangPale: '#fdf4df',
  tenghuangText: '#7d5300',
  dailan: '#3b6fb6',
  dailanPale: '#e8f0fa',
  dailanText: '#25508a',
  ink: '#1c2a28',
  ink2: '#566663',
  ink3: '#66746f',
  line: '#e5ebe9',
  ground: '#f4f7f6',
  card: '#ffffff',
  raised: '#ffffff',
};

export const dark: Palette = {
  zhuqing: '#3fa98f',
  zhuqingDeep: '#8fd6c4',
  zhuqingPale: '#17322c',
  zhusha: '#ef6a50',
  zhushaPale: '#3a1d17',
  zhushaText: '#ffa893',
  tenghuang: '#e8b84a',
  tenghuangPale: '#352a12',
  tenghuangText: '#f2cf85',
  dailan: '#7ba4dd',
  dailanPale: '#1a2a40',
  dailanText: '#a9c6ee',
  ink: '#e6eeec',
  ink2: '#a9b8b4',
  ink3: '#93a39f',
  line: '#26332f',
  ground: '#0f1614',
  card: '#172120',
  raised: '#1d2927',
};

/** Segments look alike everywhere. Always together with a label or shape. */
export const segmentColour = {
  core: '#0f5a4c',
  active: '#2f9e86',
  watching: '#e8b84a',
  lurking: '#b6c2bf',
  newcomer: '#6f9bd8',
  atRisk: '#d8452b',
  lost: '#8b9996',
} as const;

/** CSS custom properties `--zhuqing`, `--zhuqing-deep` … of a palette. */
export function cssVariables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value}`)
    .join(';');
}
