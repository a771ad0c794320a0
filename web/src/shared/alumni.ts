import i18next from 'i18next';

interface Joining {
  ways: { code: 'certificate' | 'left' | 'dissolved'; need: number; have: number; met: boolean }[];
  bar: 'removed' | 'guarded' | null;
}

/** The rule for joining, a line each: what is needed, what is there, whether it is met. */
export function joiningLines({ ways, bar }: Joining): { code: string; text: string; met: boolean | null }[] {
  const lines = ways.map(({ code, met, ...values }) => ({
    code: code as string,
    text: i18next.t(`alumni:need.${code}`, values),
    met: met as boolean | null,
  }));
  return bar === null ? lines : [...lines, { code: bar, text: i18next.t(`alumni:bar.${bar}`), met: null }];
}
