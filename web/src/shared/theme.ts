import { type MappingAlgorithm, type ThemeConfig, theme } from 'antd';
import { useEffect, useState } from 'react';
import { cssVariables, dark, light } from './tokens.ts';

export type Appearance = 'light' | 'dark' | 'system';
const KEY = 'qunce.appearance';

function stored(): Appearance {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** The chosen appearance, whether that is dark now, and how to change it. Kept in this browser. */
export function useAppearance() {
  const [appearance, setAppearance] = useState<Appearance>(stored);
  const [systemDark, setSystemDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const changed = () => setSystemDark(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  const isDark = appearance === 'dark' || (appearance === 'system' && systemDark);
  useEffect(() => {
    document.documentElement.style.cssText = cssVariables(isDark ? dark : light);
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light';
  }, [isDark]);
  return {
    appearance,
    isDark,
    setAppearance: (next: Appearance) => {
      localStorage.setItem(KEY, next);
      setAppearance(next);
    },
  };
}

/** Antd’s dark algorithm dulls what it is given: buttons and links fell to 4.4 : 1. The palette’s colours are meant for the dark as they are. */
const darkAsGiven: MappingAlgorithm = (seed) => {
  const { colorPrimary, colorLink, colorInfo, colorError, colorWarning, colorSuccess } = seed;
  return { ...theme.darkAlgorithm(seed), colorPrimary, colorLink, colorInfo, colorError, colorWarning, colorSuccess };
};

export function antdTheme(isDark: boolean): ThemeConfig {
  const palette = isDark ? dark : light;
  return {
    algorithm: isDark ? darkAsGiven : theme.defaultAlgorithm,
    token: {
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      colorPrimary: palette.zhuqing,
      // Antd's own hover is lighter, 4.3 : 1 on white.
      colorPrimaryHover: palette.zhuqingDeep,
      colorLinkHover: palette.zhuqingDeep,
      colorInfo: palette.dailan,
      colorError: palette.zhusha,
      colorErrorHover: palette.zhushaText,
      colorWarning: palette.tenghuang,
      colorSuccess: palette.zhuqing,
      colorLink: palette.zhuqing,
      colorBgLayout: palette.ground,
      colorBgContainer: palette.card,
      colorBgElevated: palette.raised,
      colorText: palette.ink,
      colorTextSecondary: palette.ink2,
      colorTextTertiary: palette.ink3,
      colorTextDescription: palette.ink3,
      colorTextPlaceholder: palette.ink3,
      colorBorderSecondary: palette.line,
      borderRadius: 8,
      borderRadiusLG: 12,
      fontSize: 14,
      lineHeight: 1.6,
      fontFamily: '-apple-system, "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif',
    },
    // White on the dark page's lighter jade would be 3.7 : 1, on its red 3.1 : 1.
    components: {
      Checkbox: { borderRadiusSM: 4 },
      ...(isDark && { Button: { primaryColor: palette.card, dangerColor: palette.card } }),
    },
  };
}
