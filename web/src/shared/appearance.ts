import { createContext, useContext } from 'react';
import type { useAppearance } from './theme.ts';

export const AppearanceContext = createContext<ReturnType<typeof useAppearance> | null>(null);

/** Light or dark, for charts and the switch in the header. */
export function useAppearanceContext() {
  const value = useContext(AppearanceContext);
  if (!value) throw new Error('AppearanceContext is missing');
  return value;
}
