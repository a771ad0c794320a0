import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, errorText } from '../../shared/api.ts';
import { Card } from '../../shared/card.tsx';
import { number, percent } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';
import { type Removals, removalsChanged } from './state.ts';

interface Tried {
  missed: number | null;
  of: number;
  homework: number | null;
  homeworkOf: number;
  silent: number | null;
  credit: number | null;
}

const offered = { missed: 3, of: 7, homework: null, homeworkOf: 28, silent: null, credit: null };

/** 提纯: rules are tried on everybody, with the group before and after; a rescue comes first, and people decide. */
export function Purify({ communityId }: { communityId: string }) {
  const { t } = useTranslation('credit');
  const [tried, setTried] = useState<Tried>(offered);
  const asked = [tried.missed, tried.homework, tried.silent, tried.credit].some((one) => one !== null);
  const input = { communityId, ...tried };
  const query = useQuery({ ...api.removals.preview.queryOptions({ input }), enabled: asked, placeholderData: keepPreviousData });
  const field = (name: keyof Tried, min: number, max: number) => (
    <span>
      {t(`purify.${name}`)}{' '}
      <InputNumber
        aria-label={t(`purify.${name}`)}
        min={min}
        max={max}
        precision={0}
        value={tried[name]}
        onChange={(value) => setTried({ ...tried, [name]: name === 'of' || name === 'homeworkOf' ? (value ?? offered[name]) : value })}
        style={{ width: 90 }}
      />
    </span>
  );
  return (
    <Card title={t('purify.title')} note={t('purify.note')}>
      <div className="filters">
        {field('missed', 1, 60)}
        {field('of', 1, 60)}
        {field('homework', 1, 20)}
        {field('homeworkOf', 1, 60)}
        {field('silent', 1, 366)}
        {field('credit', 0, 11)}
      </div>
      {!asked && <p className="sub">{t('purify.ask')}</p>}
      {asked && query.error && <Problem error={query.error} retry={() => query.refetch()} />}
      {asked && query.data && <Found key={JSON.stringify(tried)} input={input} found={query.data} />}
    </Card>
  );
}

function Found({ input, found }: { input: Tried & { communityId: string }; found: Removals['preview'] }) {
  const { t } = useTranslation('credit');
  const { message, modal } = App.useApp();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { people, before, after, refund } = found;
  const free = people.filter(({ stage }) => stage === null);
  const chosen = free.filter(({ enrolmentId }) => !left.has(enrolmentId)).map(({ enrolmentId }) => enrolmentId);
  const fail = (error: unknown) => void message.error(errorText(error));
  const withdraw = useMutation({ ...api.removals.withdraw.mutationOptions(), onSuccess: removalsChanged, onError: fail });
  const begin = useMutation({
    ...api.removals.begin.mutationOptions(),
    onSuccess: async ({ batchId, added }) => {
      await removalsChanged();
      void message.success({
        key: batchId,
        duration: 8,
        content: (
          <>
            {t('purify.done', { count: added })}{' '}
            <Button
              type="link"
              size="small"
              onClick={() => {
                message.destroy(batchId);
                withdraw.mutate({ communityId: input.communityId, batchId });
              }}
            >
              {t('purify.undo')}
            </Button>
          </>
        ),
      });
    },
    onError: fail,
  });
  const send = (first: 'rescue' | 'proposal') => begin.mutateAsync({ ...input, enrolmentIds: chosen, first }).catch(() => undefined);
  const propose = () =>
    modal.confirm({
      title: t('purify.propose', { count: chosen.length }),
      content: (
        <>
          <p>{t('purify.proposeNote')}</p>
          {refund !== '' && <p>{t('risk.refund', { text: refund })}</p>}
        </>
      ),
      onOk: () => send('proposal'),
    });
  const flip = (id: string) => setLeft(new Set(left.has(id) ? [...left].filter((one) => one !== id) : [...left, id]));
  if (people.length === 0) return <p className="sub">{t('purify.none')}</p>;
  return (
    <>
      <table className="credit-figures">
        <thead>
          <tr>
            <th>
              <span className="visually-hidden">{t('purify.would')}</span>
            </th>
            <th scope="col">{t('purify.before')}</th>
            <th scope="col">{t('purify.after')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('purify.people')}</th>
            <td>{number(before.people)}</td>
            <td>{number(after.people)}</td>
          </tr>
          {(['rate', 'active'] as const).map((key) => (
            <tr key={key}>
              <th scope="row">{t(`purify.${key}`)}</th>
              <td>{percent(before[key])}</td>
              <td>{percent(after[key])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="camp-people">
        {people.map(({ enrolmentId, nickname, reasons, stage }) => (
          <li key={enrolmentId}>
            <span>
              {stage === null && (
                <Checkbox
                  aria-label={t('purify.select', { name: nickname })}
                  checked={!left.has(enrolmentId)}
                  onChange={() => flip(enrolmentId)}
                />
              )}{' '}
              {nickname} {stage && <span className="tag blue">{t(`risk.stage.${stage}`)}</span>}
              {reasons.map((reason) => (
                <div key={reason.code} className="frame">
                  {reason.met ? '✓ ' : '· '}
                  {t(`risk.reason.${reason.code}`, reason)}
                </div>
              ))}
            </span>
          </li>
        ))}
      </ul>
      <div className="filters">
        <Button type="primary" disabled={chosen.length === 0} loading={begin.isPending} onClick={() => void send('rescue')}>
          {t('purify.rescue', { count: chosen.length })}
        </Button>
        <Button disabled={chosen.length === 0} onClick={propose}>
          {t('purify.propose', { count: chosen.length })}
        </Button>
      </div>
    </>
  );
}
