/** Why there is no outlook: too few weeks, silent already, or no direction to be seen. */
export function noOutlook({ tooLittleData, stage }: { tooLittleData: boolean; stage: string | null }): 'tooLittle' | 'dead' | 'unclear' {
  if (tooLittleData) return 'tooLittle';
  return stage === 'dead' ? 'dead' : 'unclear';
}
