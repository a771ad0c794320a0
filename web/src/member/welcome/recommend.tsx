import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, patience } from '../connection.ts';
import { CopyButton } from '../copy.tsx';
import { useDeed } from '../deed.ts';
import './welcome.css';
import { Problem } from '../parts.tsx';

/** 推荐朋友: the own link to the invitation; who comes by it has the name of the recommender beside theirs. */
export default function Recommend({ communityId, community }: { communityId: string; community: string }) {
  const { t } = useTranslation();
  const [path, setPath] = useState<string>();
  const { busy, problem, act } = useDeed();
  if (path === undefined)
    return (
      <div className="step">
        <Problem of={problem} />
        <button
          type="button"
          className="second"
          disabled={busy}
          onClick={() => void act(async () => setPath((await call.admissions.recommend({ communityId }, patience())).path))}
        >
          {t('recommend.make', { community })}
        </button>
      </div>
    );
  const address = `${location.origin}${path}`;
  return (
    <div className="step">
      <p>{t('recommend.how')}</p>
      <p className="written">{address}</p>
      <div className="acts">
        <CopyButton text={t('recommend.text', { community, address })}>{t('recommend.copy')}</CopyButton>
      </div>
    </div>
  );
}
