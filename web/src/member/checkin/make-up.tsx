import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { longDayName } from '../days.ts';
import { useDeed } from '../deed.ts';
import { draftKey, useDraft } from '../drafts.ts';
import type { Campaign } from '../mine.ts';
import { bring } from './bringing.ts';
import { ContentSheet } from './content-sheet.tsx';

/** A missed day is made up with a ticket, and with what the rules ask for on any day. */
export function MakeUp({ campaign, who, day, onClose }: { campaign: Campaign; who: string; day: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [draft, change, discard] = useDraft(draftKey(campaign.id, who, day));
  const { busy, problem, act } = useDeed();
  const makeUp = async () => {
    const content = await bring(campaign.communityId, campaign.policy, draft);
    await call.checkins.makeUp({ campaignId: campaign.id, day, content }, patience());
    discard();
    onClose();
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
      onSend={() => void act(makeUp)}
      onClose={onClose}
    />
  );
}
