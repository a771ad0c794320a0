import { Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Brand } from '../../shared/brand-head.tsx';

interface Props {
  offered: readonly string[];
  value: string | null;
  set(colour: string | null): void;
  shades: Brand['shades'];
  may: boolean;
}

/** One of the checked colours, one of one's own, or none; and whether words can be read on it. */
export function ColourField({ offered, value, set, shades, may }: Props) {
  const { t } = useTranslation();
  const own = value !== null && !offered.includes(value);
  return (
    <Form.Item label={t('brands.colour')}>
      <Radio.Group
        className="brand-colours"
        aria-label={t('brands.colour')}
        value={own ? 'own' : value}
        onChange={({ target }) => target.value !== 'own' && set(target.value)}
      >
        <Radio value={null}>{t('brands.colourNone')}</Radio>
        {offered.map((colour) => (
          <Radio key={colour} value={colour}>
            <span className="brand-colour" style={{ background: colour }} />
            <span className="visually-hidden">{colour}</span>
          </Radio>
        ))}
        <Radio value="own" onClick={() => !own && set('#c2410c')}>
          {t('brands.colourOwn')}{' '}
          <input
            type="color"
            aria-label={t('brands.colourOwn')}
            disabled={!may}
            value={value ?? '#c2410c'}
            onChange={({ target }) => set(target.value)}
          />
        </Radio>
      </Radio.Group>
      {value !== null && shades && (
        <p className="frame" aria-live="polite">
          {shades.light.fill === value ? t('brands.readable') : t('brands.darkened', { fill: shades.light.fill })}
        </p>
      )}
    </Form.Item>
  );
}
