import type { CSSProperties } from 'react';
import './brand-head.css';

interface Shade {
  fill: string;
  ink: string;
}

export interface Brand {
  name: string;
  initial: string;
  slogan: string;
  /** Address of the picture; null: none. */
  logo: string | null;
  shades: { light: Shade; dark: Shade } | null;
}

/** @param digest as the product names a logo */
export const logoAddress = (digest: string) => `/api/v1/logos/${digest}`;

/** How a community looks: its logo or initial, name and slogan on its colour. @param dark as on such a page, whatever this one is */
export function BrandHead({ name, initial, slogan, logo, shades, dark }: Brand & { dark?: boolean }) {
  const [light, night] = shades
    ? dark === undefined
      ? [shades.light, shades.dark]
      : Array(2).fill(dark ? shades.dark : shades.light)
    : [];
  const style: CSSProperties & Record<`--${string}`, string> = light
    ? { '--fill': light.fill, '--on-fill': light.ink, '--fill-dark': night.fill, '--on-fill-dark': night.ink }
    : {};
  return (
    <div className="brand-head" style={style}>
      {logo ? <img src={logo} alt="" width="48" height="48" /> : <span aria-hidden="true">{initial}</span>}
      <div>
        <strong>{name}</strong>
        {slogan !== '' && <p>{slogan}</p>}
      </div>
    </div>
  );
}
