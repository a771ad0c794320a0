import type { CampDetail } from '../camps/state.tsx';
import './prizes.css';
import { Raffles } from './raffles.tsx';

/** 抽奖与奖品: of the community, so that several camps share it. */
export function PrizesTab({ camp }: { camp: CampDetail }) {
  return (
    <div className="grid">
      <Raffles camp={camp} />
    </div>
  );
}
