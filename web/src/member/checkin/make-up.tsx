import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askAgain } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { longDayName } from '../days.ts';
import { draftKey, useDraft } from '../drafts.ts';
import type { Campaign } from '../mine.ts';
import { bring } from './bringing.ts';
import { ContentSheet } from './content-sheet.tsx';

/** A missed day is made up with a ticket, and with what the rules ask for on any day. */
export function MakeUp({ campaign, who, day, onClose }: { campaign: Campaign; who: string; day: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [draft, change, discard] = useDraft(draftKey(campaign.id, who, day));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const send = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const content = await bring(campaign.communityId, campaign.policy, draft);
      await call.checkins.makeUp({ campaignId: campaign.id, day, content }, patience());
    } catch (error) {
      setProblem(error);
      setBusy(false);
      return;
    }
    discard();
    onClose();
    await askAgain();
  };
  return (
    <ContentSheet
      title={t('makeUp.title', { day: longDayName(day) })}
      lead={t('makeUp.lead', { count: campaign.standing.ticketsLeft })}
      action={t('makeUp.do')}
      communityId={campaign.communityId}
      policy={campaign.policy}
      draft={draft}
      change={change}
      busy={busy}
      problem={problem}
      onSend={() => void send()}
      onClose={onClose}
    />
  );
}
