import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/api.ts';
import { Card, Metric } from '../../shared/card.tsx';
import type { Picture } from '../../shared/charts/options.ts';
import { dateTime, number } from '../../shared/format.ts';
import { Problem } from '../../shared/problem.tsx';

type Node = Picture['network']['nodes'][number];

/** Leaders and bridges with what makes them so: the questions they answered, the circles they join. */
export function Leaders({ channelId, picture }: { channelId: string; picture: Picture }) {
  const { t } = useTranslation();
  const { nodes } = picture.network;
  const leaders = nodes.filter(({ opinionLeader }) => opinionLeader);
  const bridges = nodes.filter(({ bridge }) => bridge);
  return (
    <div className="grid">
      <Card title={<Metric name="opinionLeader" />}>
        {leaders.length === 0 && <p className="sub">{t('network.noLeaders')}</p>}
        <ul className="names">
          {leaders.map((node) => (
            <Answerer key={node.id} channelId={channelId} node={node} zone={picture.zone} />
          ))}
        </ul>
      </Card>
      <Card title={<Metric name="bridge" />}>
        {bridges.length === 0 && <p className="sub">{t('network.noBridges')}</p>}
        <ul className="names">
          {bridges.map((node) => (
            <li key={node.id}>
              <Person channelId={channelId} node={node} />
              {circlesOf(node, picture.network).map(({ circle, names, weight }) => (
                <div key={circle} className="frame">
                  {t('network.circle', { names: names.join(t('list.separator')), n: number(weight) })}
                </div>
              ))}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function Person({ channelId, node }: { channelId: string; node: Node }) {
  const { t } = useTranslation();
  return (
    <>
      <Link to="/groups/$channelId/$tab" params={{ channelId, tab: 'members' }} search={{ person: node.id }}>
        {node.name}
      </Link>{' '}
      <span className="frame">{t('network.figures', { answers: number(node.answers), answered: number(node.answered) })}</span>
    </>
  );
}

function Answerer({ channelId, node, zone }: { channelId: string; node: Node; zone: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const answers = useQuery({ ...api.insights.answersOf.queryOptions({ input: { channelId, personId: node.id } }), enabled: open });
  return (
    <li>
      <Person channelId={channelId} node={node} />{' '}
      <Button size="small" type="link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t(open ? 'overview.fold' : 'network.threads')}
      </Button>
      {open && answers.error && <Problem error={answers.error} retry={() => answers.refetch()} />}
      {open && answers.isLoading && <Skeleton active paragraph={{ rows: 2 }} />}
      {open && answers.data && (
        <ul className="evidence">
          {answers.data.threads.length === 0 && <li className="sub">{t('network.noThreads')}</li>}
          {answers.data.threads.slice(0, 10).map(({ asked, answer }) => (
            <li key={`${asked.at} ${answer.at}`}>
              {asked.person && <b>{asked.person.name}</b>} <span className="frame">{dateTime(asked.at, zone)}</span>
              <div>
                <q>{asked.text}</q>
              </div>
              <div className="frame">{t('network.answered', { text: answer.text })}</div>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** The circles a person is tied to, those of most ties first, each by its best-known members. */
function circlesOf({ id }: Node, { nodes, edges }: Picture['network']): { circle: number; names: string[]; weight: number }[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const circles = new Map<number, { people: Map<string, Node>; weight: number }>();
  for (const { from, to, strong, weak } of edges) {
    if (from !== id && to !== id) continue;
    const other = byId.get(from === id ? to : from);
    if (!other) continue;
    const circle = circles.get(other.circle) ?? { people: new Map<string, Node>(), weight: 0 };
    circles.set(other.circle, circle);
    circle.people.set(other.id, other);
    circle.weight += strong + weak;
  }
  return [...circles]
    .map(([circle, { people, weight }]) => ({
      circle,
      weight,
      names: [...people.values()]
        .sort((a, b) => b.pageRank - a.pageRank)
        .slice(0, 3)
        .map(({ name }) => name),
    }))
    .sort((a, b) => b.weight - a.weight);
}
