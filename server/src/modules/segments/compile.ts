/**
 * From CEL as people write it to alternatives of needs as the picture evaluates them. CEL's own parser reads the text (130 ms
 * to load, so only when a rule is looked at); what a segment rule may say is a part of CEL: metrics compared with figures,
 * joined by && || ! and ?:. The meaning is CEL's, save that a comparison with something unknown is false either way.
 */
import type { parse } from '@bufbuild/cel';
import { type MetricName, metrics, type Need, type Rule, type RuleSet, shippedExpressions, shippedRules, type Term } from '#picture';
import { DomainError } from '#vocabulary/errors';
import { type RuleSetText, ruleNames } from './contract.ts';

const MAX_LENGTH = 1_000;
const MAX_ALTERNATIVES = 32;
const MAX_NEEDS = 160;

type Expr = NonNullable<ReturnType<typeof parse>['expr']>;
type Alternatives = Need[][];

const comparisons = new Map<string, '=' | '!=' | '<' | '<=' | '>' | '>='>([
  ['_==_', '='],
  ['_!=_', '!='],
  ['_<_', '<'],
  ['_<=_', '<='],
  ['_>_', '>'],
  ['_>=_', '>='],
]);
type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
const opposite: Record<Comparison, Comparison> = { '=': '!=', '!=': '=', '<': '>=', '>=': '<', '>': '<=', '<=': '>' };
const mirrored: Record<Comparison, Comparison> = { '=': '=', '!=': '!=', '<': '>', '>': '<', '<=': '>=', '>=': '<=' };
const sums = new Map<string, '+' | '-' | '*' | '/'>([
  ['_+_', '+'],
  ['_-_', '-'],
  ['_*_', '*'],
  ['_/_', '/'],
]);

/**
 * @param about name of the rule, for the sentence of an error
 * @throws DomainError `segments.ruleEmpty`, `.ruleTooLong`, `.ruleUnreadable`, `.unknownMetric`, `.ruleType`, `.ruleMixed`, `.ruleUnsupported`, `.ruleTooCostly`
 */
export async function compileRule(text: string, about: string): Promise<Rule> {
  if (text.trim() === '') throw new DomainError('segments.ruleEmpty', { rule: about });
  if (text.length > MAX_LENGTH) throw new DomainError('segments.ruleTooLong', { rule: about, length: text.length, limit: MAX_LENGTH });
  const cel = await import('@bufbuild/cel');
  let expr: Expr | undefined;
  try {
    expr = cel.parse(text).expr;
  } catch (error) {
    throw new DomainError('segments.ruleUnreadable', { rule: about, column: columnOf(error), reason: reasonOf(error) });
  }
  if (!expr) throw new DomainError('segments.ruleEmpty', { rule: about });
  const rule = new Compiler(about).alternatives(expr, false);
  if (rule.length === 0 || rule.some((needs) => needs.length === 0)) {
    throw new DomainError('segments.ruleUnsupported', { rule: about, part: text.slice(0, 60) });
  }
  return rule;
}

/** A whole set; rules left out are the shipped ones. @throws as `compileRule`, and `segments.keyTwice` */
export async function compileSet({ expressions, custom }: RuleSetText, version: number): Promise<RuleSet> {
  const rules = { ...shippedRules.rules };
  for (const name of ruleNames) {
    const text = expressions[name];
    if (text !== undefined && text !== shippedExpressions[name]) rules[name] = await compileRule(text, name);
  }
  const own: RuleSet['custom'][number][] = [];
  for (const { key, name, expression } of custom) {
    if (own.some((other) => other.key === key)) throw new DomainError('segments.keyTwice', { key });
    own.push({ key, name, rule: await compileRule(expression, name) });
  }
  return { version, rules, custom: own };
}

function columnOf(error: unknown): number {
  const place = error instanceof Error ? /<input>:\d+:(\d+)/.exec(error.message) : null;
  return Number(place?.[1] ?? 1);
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/^<input>:\d+:\d+:\s*/, '').slice(0, 120);
}

type Typed = { type: 'int' | 'double' | 'bool'; term: Term };

class Compiler {
  private readonly about: string;

  constructor(about: string) {
    this.about = about;
  }

  /** Negation goes down to the comparisons, && multiplies out: what is left is one list of alternatives. */
  alternatives(expr: Expr, negated: boolean): Alternatives {
    const { exprKind } = expr;
    if (exprKind.case === 'identExpr') {
      const metric = this.metric(exprKind.value.name);
      if (metrics[metric].type !== 'bool') throw this.wrongType(metric, 'yesNo');
      return [[{ metric, op: '=', need: negated ? 0 : 1 }]];
    }
    if (exprKind.case !== 'callExpr') throw this.unsupported(expr);
    const { function: name, args } = exprKind.value;
    const [a, b, c] = args;
    if (name === '!_' && a) return this.alternatives(a, !negated);
    if ((name === '_&&_' || name === '_||_') && a && b) {
      const [left, right] = [this.alternatives(a, negated), this.alternatives(b, negated)];
      return (name === '_&&_') === negated ? this.either(left, right) : this.both(left, right);
    }
    if (name === '_?_:_' && a && b && c) {
      const whenTrue = this.both(this.alternatives(a, false), this.alternatives(b, negated));
      return this.either(whenTrue, this.both(this.alternatives(a, true), this.alternatives(c, negated)));
    }
    const op = comparisons.get(name);
    if (op && a && b) return this.comparison(negated ? opposite[op] : op, a, b);
    throw this.unsupported(expr);
  }

  private either(left: Alternatives, right: Alternatives): Alternatives {
    return this.bounded([...left, ...right]);
  }

  private both(left: Alternatives, right: Alternatives): Alternatives {
    if (left.length * right.length > MAX_ALTERNATIVES * 4) throw this.tooCostly();
    const joined = left.flatMap((one) => right.map((other) => [...one, ...other.filter((need) => !one.some((own) => same(own, need)))]));
    // `a && !a`, as ?: makes them, can never hold.
    return this.bounded(joined.filter((needs) => !needs.some((need) => isYesNo(need) && needs.some((other) => contradicts(need, other)))));
  }

  private bounded(rule: Alternatives): Alternatives {
    if (rule.length > MAX_ALTERNATIVES || rule.reduce((sum, needs) => sum + needs.length, 0) > MAX_NEEDS) throw this.tooCostly();
    return rule;
  }

  private comparison(op: Comparison, a: Expr, b: Expr): Alternatives {
    const [left, right] = [this.typed(a), this.typed(b)];
    const turned = typeof left.term !== 'string';
    const [one, other, by] = turned ? [right, left, mirrored[op]] : [left, right, op];
    if (typeof one.term !== 'string') throw this.unsupported(a);
    const metric = one.term;
    if (one.type === 'bool' || other.type === 'bool') {
      if (one.type !== other.type) throw this.wrongType(metric, one.type === 'bool' ? 'yesNo' : 'number');
      if (by !== '=' && by !== '!=') throw this.wrongType(metric, 'yesNo');
      if (typeof other.term !== 'number') throw this.unsupported(b);
      return [[{ metric, op: '=', need: by === '=' ? other.term : 1 - other.term }]];
    }
    // Equality of a whole number and a fraction is no comparison in CEL.
    if ((by === '=' || by === '!=') && one.type !== other.type) throw this.wrongType(metric, one.type === 'int' ? 'whole' : 'fraction');
    if (by !== '!=') return [[{ metric, op: by, need: other.term }]];
    return [[{ metric, op: '<', need: other.term }], [{ metric, op: '>', need: other.term }]];
  }

  private typed(expr: Expr): Typed {
    const { exprKind } = expr;
    if (exprKind.case === 'identExpr') {
      const metric = this.metric(exprKind.value.name);
      return { type: metrics[metric].type, term: metric };
    }
    if (exprKind.case === 'constExpr') {
      const { constantKind } = exprKind.value;
      if (constantKind.case === 'int64Value') return { type: 'int', term: Number(constantKind.value) };
      if (constantKind.case === 'doubleValue') return { type: 'double', term: constantKind.value };
      if (constantKind.case === 'boolValue') return { type: 'bool', term: constantKind.value ? 1 : 0 };
    }
    if (exprKind.case !== 'callExpr') throw this.unsupported(expr);
    const { function: name, args } = exprKind.value;
    const [a, b] = args;
    if (name === '-_' && a) return this.sum('-', { type: this.typed(a).type, term: 0 }, this.typed(a), expr);
    const op = sums.get(name);
    if (!op || !a || !b) throw this.unsupported(expr);
    return this.sum(op, this.typed(a), this.typed(b), expr);
  }

  private sum(op: '+' | '-' | '*' | '/', left: Typed, right: Typed, expr: Expr): Typed {
    if (left.type === 'bool' || right.type === 'bool') throw this.unsupported(expr);
    if (left.type !== right.type) throw new DomainError('segments.ruleMixed', { rule: this.about });
    return { type: left.type, term: [op === '/' && left.type === 'int' ? 'div' : op, left.term, right.term] };
  }

  private metric(name: string): MetricName {
    if (Object.hasOwn(metrics, name)) return name as MetricName; // own keys of the list are its names
    throw new DomainError('segments.unknownMetric', { rule: this.about, metric: name, nearest: nearest(name) });
  }

  private wrongType(metric: string, wanted: string): DomainError {
    return new DomainError('segments.ruleType', { rule: this.about, metric, wanted });
  }

  private unsupported(expr: Expr): DomainError {
    const { exprKind } = expr;
    const part = exprKind.case === 'callExpr' ? exprKind.value.function : (exprKind.case ?? '');
    return new DomainError('segments.ruleUnsupported', { rule: this.about, part });
  }

  private tooCostly(): DomainError {
    return new DomainError('segments.ruleTooCostly', { rule: this.about, limit: MAX_ALTERNATIVES });
  }
}

function isYesNo({ metric }: Need): boolean {
  return metrics[metric].type === 'bool';
}

function same(a: Need, b: Need): boolean {
  return a.metric === b.metric && a.op === b.op && JSON.stringify(a.need) === JSON.stringify(b.need);
}

function contradicts(a: Need, b: Need): boolean {
  return a.metric === b.metric && a.need !== b.need;
}

/** The metric whose name takes the fewest changed letters. */
function nearest(name: string): string {
  const distances = Object.keys(metrics).map((metric) => ({ metric, distance: editDistance(name.toLowerCase(), metric.toLowerCase()) }));
  return distances.sort((a, b) => a.distance - b.distance)[0]?.metric ?? '';
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
