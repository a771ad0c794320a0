import { Button, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ActionProps,
  type Field,
  type NotToggleProps,
  QueryBuilder,
  type RuleGroupType,
  type ValueEditorProps,
  type ValueSelectorProps,
} from 'react-querybuilder';
import type { Metric } from './metric-list.tsx';
import { queryOf, sameWords, textOf } from './rule-text.ts';

interface VisualRuleProps {
  expression: string;
  metrics: readonly Metric[];
  disabled: boolean;
  onChange: (expression: string) => void;
}

/** The rule as rows of metric, sign and figure, in groups joined by “and” / “or”. */
export default function VisualRule({ expression, metrics, disabled, onChange }: VisualRuleProps) {
  const { t } = useTranslation(['console', 'picture']);
  const [query, setQuery] = useState<RuleGroupType | null>(() => (expression.trim() === '' ? empty : queryOf(expression)));
  if (!query) return <p className="frame">{t('rules.textOnly')}</p>;
  const fields = metrics.map(({ name, type, of }): Field => {
    const numeric = type !== 'bool';
    return {
      name,
      label: `${t(`picture:requirement.${name}`)}${of === 'group' ? t('rules.ofGroup') : ''}`,
      operators: (type === 'int' ? wholeSigns : numeric ? signs : yesNoSigns).map((sign) => ({
        name: sign,
        label: t(`rules.sign.${sign}`),
      })),
      valueSources: numeric ? ['value', 'field'] : ['value'],
      comparator: (other) => numeric && metrics.some((metric) => metric.name === other.name && metric.type !== 'bool'),
    };
  });
  const change = (next: RuleGroupType) => {
    setQuery(next);
    const text = textOf(next);
    // The builder tells its query once more as it opens: that is no change of the rule.
    if (!sameWords(text, expression)) onChange(text);
  };
  return (
    <QueryBuilder
      query={query}
      onQueryChange={change}
      fields={fields}
      combinators={[
        { name: 'and', label: t('rules.and') },
        { name: 'or', label: t('rules.or') },
      ]}
      disabled={disabled}
      showNotToggle
      parseNumbers
      getDefaultField={() => 'messages28'}
      getDefaultOperator={(field) => (metrics.find(({ name }) => name === field)?.type === 'bool' ? '=' : '>=')}
      getDefaultValue={(rule) => (metrics.find(({ name }) => name === rule.field)?.type === 'bool' ? true : 1)}
      controlElements={controls}
      translations={{
        addRule: { label: t('rules.addRow'), title: t('rules.addRow') },
        addGroup: { label: t('rules.addGroup'), title: t('rules.addGroup') },
        removeRule: { label: '×', title: t('rules.removeRow') },
        removeGroup: { label: '×', title: t('rules.removeGroup') },
        combinators: { title: t('rules.join') },
        fields: { title: t('rules.metric') },
        operators: { title: t('rules.signs') },
        value: { title: t('rules.figure') },
        valueSourceSelector: { title: t('rules.against') },
        notToggle: { label: t('rules.not'), title: t('rules.notHint') },
      }}
    />
  );
}

const empty: RuleGroupType = { combinator: 'and', rules: [] };
const signs = ['>=', '>', '<=', '<'] as const;
const wholeSigns = ['>=', '>', '<=', '<', '=', '!='] as const;
const yesNoSigns = ['='] as const;

/** Every choice of the builder (metric, sign, and/or, figure or metric) as the console's own select. */
function Choice({ value, handleOnChange, options, title, className, disabled }: ValueSelectorProps) {
  const { t } = useTranslation();
  const label = (name: string, text: string) => (name === 'value' || name === 'field' ? t(`rules.source.${name}`) : text);
  return (
    <Select
      className={className ?? ''}
      value={value ?? null}
      onChange={handleOnChange}
      options={options.flatMap((one) => ('name' in one ? [{ value: one.name, label: label(one.name, one.label) }] : []))}
      aria-label={title ?? ''}
      disabled={disabled ?? false}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
    />
  );
}

function Figure({ value, handleOnChange, valueSource, values, fieldData, title, disabled }: ValueEditorProps) {
  const { t } = useTranslation();
  const name = title ?? '';
  if (valueSource === 'field') {
    const options = (values ?? []).flatMap((one: { name?: string; label: string }) =>
      one.name ? [{ value: one.name, label: one.label }] : [],
    );
    return (
      <Select
        value={typeof value === 'string' ? value : null}
        onChange={handleOnChange}
        options={options}
        aria-label={name}
        disabled={disabled ?? false}
        popupMatchSelectWidth={false}
      />
    );
  }
  if (fieldData.valueSources?.length === 1) {
    return (
      <Select
        value={value === true}
        onChange={handleOnChange}
        options={[
          { value: true, label: t('rules.yes') },
          { value: false, label: t('rules.no') },
        ]}
        aria-label={name}
        disabled={disabled ?? false}
      />
    );
  }
  const figure = Number(value);
  return (
    <InputNumber
      value={Number.isFinite(figure) ? figure : null}
      onChange={(next) => handleOnChange(next ?? 0)}
      aria-label={name}
      disabled={disabled ?? false}
    />
  );
}

function Act({ handleOnClick, label, title, className, disabled }: ActionProps) {
  const remove = label === '×';
  return (
    <Button
      size="small"
      type={remove ? 'text' : 'default'}
      className={className ?? ''}
      onClick={(event) => handleOnClick(event)}
      aria-label={title ?? ''}
      disabled={disabled ?? false}
    >
      {label}
    </Button>
  );
}

function Not({ checked, handleOnChange, label, title, disabled }: NotToggleProps) {
  return (
    <span className="rule-not" title={title}>
      <Switch size="small" checked={checked ?? false} onChange={handleOnChange} aria-label={title ?? ''} disabled={disabled ?? false} />{' '}
      {label}
    </span>
  );
}

const controls = {
  combinatorSelector: Choice,
  fieldSelector: Choice,
  operatorSelector: Choice,
  valueSourceSelector: Choice,
  valueEditor: Figure,
  addRuleAction: Act,
  addGroupAction: Act,
  removeRuleAction: Act,
  removeGroupAction: Act,
  notToggle: Not,
};
