import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Draft } from '../drafts.ts';
import { Problem } from '../parts.tsx';
import { type Asks, asksContent, shortfalls } from '../rules.ts';
import { Sheet } from '../sheet.tsx';
import { ContentFields } from './content-fields.tsx';

interface Props {
  title: string;
  lead?: string;
  action: string;
  textLabel?: string;
  communityId: string;
  policy: Asks;
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  busy: boolean;
  problem: unknown;
  onSend: () => void;
  onClose: () => void;
}

/** Where the content is written. Closing it loses nothing. */
export function ContentSheet({
  title,
  lead,
  action,
  textLabel,
  communityId,
  policy,
  draft,
  change,
  busy,
  problem,
  onSend,
  onClose,
}: Props) {
  const { t } = useTranslation();
  const [tried, setTried] = useState(false);
  const missing = shortfalls(policy, draft);
  return (
    <Sheet title={title} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (missing.length === 0) onSend();
          else event.currentTarget.querySelector<HTMLElement>('[aria-invalid=true], textarea, input')?.focus();
        }}
      >
        {lead && <p className="say">{lead}</p>}
        <ContentFields communityId={communityId} policy={policy} draft={draft} change={change} tried={tried} textLabel={textLabel} />
        <Problem of={problem} />
        <button type="submit" className="main wide" disabled={busy}>
          {busy ? t('checkin.sending') : action}
        </button>
        {asksContent(policy) && <p className="quiet-text centre">{t('content.kept')}</p>}
      </form>
    </Sheet>
  );
}
