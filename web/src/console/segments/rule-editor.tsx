import { Input, Segmented } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Metric } from './metric-list.tsx';

const VisualRule = lazy(() => import('./visual-rule.tsx'));

interface RuleEditorProps {
  /** What the rule is called: the accessible name of its fields. */
  name: string;
  expression: string;
  metrics: readonly Metric[];
  disabled: boolean;
  onChange: (expression: string) => void;
}

/** One rule, by clicks or as text; both write the same expression. */
export function RuleEditor({ name, expression, metrics, disabled, onChange }: RuleEditorProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<'visual' | 'text'>('visual');
  return (
    <div className="rule-editor">
      <Segmented<'visual' | 'text'>
        size="small"
        value={view}
        onChange={setView}
        aria-label={t('rules.view')}
        options={[
          { value: 'visual', label: t('rules.visual') },
          { value: 'text', label: t('rules.text') },
        ]}
      />
      {view === 'visual' ? (
        <Suspense fallback={<p className="sub">{t('rules.loading')}</p>}>
          <VisualRule expression={expression} metrics={metrics} disabled={disabled} onChange={onChange} />
        </Suspense>
      ) : (
        <>
          <Input.TextArea
            className="rule-text"
            value={expression}
            onChange={(event) => onChange(event.target.value)}
            aria-label={t('rules.textOf', { name })}
            autoSize={{ minRows: 3, maxRows: 12 }}
            maxLength={1000}
            showCount
            spellCheck={false}
            disabled={disabled}
          />
          <p className="frame">{t('rules.textHint')}</p>
        </>
      )}
    </div>
  );
}
