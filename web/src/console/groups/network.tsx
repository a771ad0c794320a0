import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppearanceContext } from '../../shared/appearance.ts';
import { Card, Figure } from '../../shared/card.tsx';
import { Chart } from '../../shared/charts/chart.tsx';
import { networkOption } from '../../shared/charts/options.ts';
import { number, percent } from '../../shared/format.ts';
import type { TabProps } from './group-page.tsx';
import { Leaders } from './leaders.tsx';

/** 网络: who answers whom, who leads opinion, who bridges circles. */
export default function Network({ channelId, picture }: TabProps) {
  const { t } = useTranslation();
  const { isDark } = useAppearanceContext();
  const { network } = picture;
  const narrow = matchMedia('(max-width: 767px)').matches;
  const option = useMemo(() => networkOption(network, isDark, narrow), [network, isDark, narrow]);
  const name = useMemo(() => new Map(network.nodes.map((node) => [node.id, node.name])), [network]);
  if (network.allEdges === 0) return <Card>{t('network.none', { days: network.windowDays })}</Card>;
  return (
    <div className="grid">
      <div className="grid" style={{ gridTemplateColumns: 'repeat(auto-fit,minmax(150px,1fr))' }}>
        <Figure name="reciprocity" value={percent(network.reciprocity)} frame={t('network.window', { days: network.windowDays })} />
        <Figure
          name="density"
          value={percent(network.density)}
          frame={t('network.size', { people: number(network.allNodes), pairs: number(network.allEdges) })}
        />
      </div>
      <div className="grid split">
        <Card
          title={t('network.title')}
          note={
            network.nodes.length < network.allNodes ? t('network.shown', { n: network.nodes.length, all: network.allNodes }) : undefined
          }
        >
          <Chart
            option={option}
            height={narrow ? 360 : 520}
            label={t('network.label')}
            table={{
              columns: [t('network.from'), t('network.to'), t('network.strong'), t('network.weak')],
              rows: network.edges.map(({ from, to, strong, weak }) => [name.get(from) ?? from, name.get(to) ?? to, strong, weak]),
            }}
            file="qunce-network"
          />
        </Card>
        <Leaders channelId={channelId} picture={picture} />
      </div>
    </div>
  );
}
