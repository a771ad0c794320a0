import { cssVariables, dark, light } from '../shared/tokens.ts';

/** Light or dark as the phone has it, now and whenever that changes. */
export function followSystemColours(): void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  const paint = () => {
    document.documentElement.style.cssText = cssVariables(query.matches ? dark : light);
    document.documentElement.dataset.dark = String(query.matches);
  };
  query.addEventListener('change', paint);
  paint();
}
