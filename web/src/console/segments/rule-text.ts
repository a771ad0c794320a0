import { formatQuery, type RuleGroupType } from 'react-querybuilder';
import { parseCEL } from 'react-querybuilder/parseCEL';

/** What the visual editor makes of an expression; null where it would lose some of it (sums, ?:, a metric standing alone). */
export function queryOf(expression: string): RuleGroupType | null {
  const query = parseCEL(expression);
  return sameWords(expression, textOf(query)) ? query : null;
}

/** CEL of what the visual editor shows; empty where it shows nothing. */
export function textOf(query: RuleGroupType): string {
  return query.rules.length === 0 ? '' : formatQuery(query, { format: 'cel', parseNumbers: true });
}

/** The same names, figures and signs in whatever order and brackets: `5 <= x` is turned into `x >= 5`. */
export function sameWords(one: string, other: string): boolean {
  return words(one) === words(other);
}

function words(expression: string): string {
  const found = expression.match(/[A-Za-z_]\w*|-?\d+(?:\.\d+)?|[<>]=?|[!=]=|&&|\|\||[!?*/+]/g) ?? [];
  return found
    .map((word) => word.replace('>', '<'))
    .sort()
    .join(' ');
}
