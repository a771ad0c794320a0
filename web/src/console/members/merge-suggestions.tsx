import type { InferContractRouterOutputs } from '@orpc/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { Contract } from 'qunce/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText, queryClient } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { percent } from '../../shared/format.ts';
import { EvidenceList } from './evidence.tsx';
import { useMerging } from './merging.tsx';
import './members.css';

type Suggestion = InferContractRouterOutputs<Contract>['members']['suggestions']['suggestions'][number];
const SHOWN = 3;

/** People who are probably one; nothing is merged before somebody says so. Nothing is shown where there is nobody. */
export function MergeSuggestions({ channelId }: { channelId: string }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  // Who may not merge is told nothing.
  const { data } = useQuery({ ...api.members.suggestions.queryOptions({ input: { channelId } }), staleTime: 60_000 });
  const found = data?.suggestions ?? [];
  if (found.length === 0) return null;
  return (
    <Card title={t('member.suggestions')} note={t('member.suggestionsNote')}>
      <ul className="suggested">
        {(all ? found : found.slice(0, SHOWN)).map((one) => (
          <Suggested key={`${one.one.channelId} ${one.one.personId} ${one.other.channelId} ${one.other.personId}`} suggestion={one} />
        ))}
      </ul>
      {!all && found.length > SHOWN && (
        <Button type="link" className="more" onClick={() => setAll(true)}>
          {t('member.allSuggestions', { count: found.length })}
        </Button>
      )}
    </Card>
  );
}

function Suggested({ suggestion: { one, other, score, evidence } }: { suggestion: Suggestion }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const { merge } = useMerging([...new Set([one.channelId, other.channelId])]);
  const pair = { channelId: one.channelId, personId: one.personId, withChannelId: other.channelId, withPersonId: other.personId };
  const dismiss = useMutation({
    ...api.members.dismiss.mutationOptions(),
    onError: (error: Error) => void message.error(errorText(error)),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: api.members.suggestions.key() }),
  });
  const account = (person: Suggestion['one']) => person.personId.slice(person.personId.indexOf(':') + 1);
  const title = [one, other]
    .map((person) => {
      if (one.channelId !== other.channelId) return `${person.name}（${person.channelName}）`;
      return one.name === other.name ? `${person.name}（${account(person)}）` : person.name;
    })
    .join(' = ');
  return (
    <li>
      <div className="pair">
        <div>
          <b>{title}</b>{' '}
          <span className="frame">
            {t('member.score')} {percent(score)}
          </span>
          {evidence[0] && <div className="frame">{t(`member.evidence.${evidence[0].code}`, evidence[0].values)}</div>}
        </div>
        <div className="pair-actions">
          <Button size="small" onClick={() => setOpen(!open)} aria-expanded={open}>
            {t(open ? 'member.hideEvidence' : 'member.showEvidence')}
          </Button>
          <Button size="small" type="primary" loading={merge.isPending} onClick={() => merge.mutate(pair)}>
            {t('member.mergeDo')}
          </Button>
          <Button size="small" loading={dismiss.isPending} onClick={() => dismiss.mutate(pair)}>
            {t('member.notOne')}
          </Button>
        </div>
      </div>
      {open && <EvidenceList score={score} evidence={evidence} />}
    </li>
  );
}
