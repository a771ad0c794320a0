import { DesktopOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons';
import { Link, Outlet, useNavigate, useRouteContext } from '@tanstack/react-router';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { signOut } from '../shared/api.ts';
import { useAppearanceContext } from '../shared/appearance.ts';
import { type Language, setLanguage } from '../shared/i18n.ts';
import { DemoBanner } from './demo/demo-marks.tsx';
import { FindButton, useFind } from './find/find-opener.tsx';
import './find/find-opener.css';

const places = [
  ['/', 'nav.workbench'],
  ['/groups', 'nav.groups'],
  ['/camps', 'nav.camps'],
  ['/import', 'nav.import'],
  ['/settings', 'nav.settings'],
] as const;

/** The console's frame: menu on the left, tabs at the thumb on a phone. Only places that exist are listed. */
export function Shell() {
  const { t } = useTranslation();
  const find = useFind();
  const links = places.map(([to, key]) => (
    <Link key={to} to={to} activeOptions={{ exact: to === '/' }}>
      {t(key)}
    </Link>
  ));
  return (
    <>
      <a className="skip" href="#main">
        {t('nav.skip')}
      </a>
      <div className="shell">
        <div className="side">
          <Link to="/" className="brand">
            <img src="/logo.svg" alt="" />
            {t('brand')}
          </Link>
          <FindButton show={find.show} />
          <nav className="nav" aria-label={t('nav.label')}>
            {links}
          </nav>
          <AccountMenu />
        </div>
        <main className="main" id="main" tabIndex={-1}>
          <DemoBanner />
          <Outlet />
        </main>
      </div>
      <nav className="phone-bar" aria-label={t('nav.label')}>
        {links}
        <FindButton show={find.show} />
      </nav>
      {find.box}
    </>
  );
}

function AccountMenu() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { me } = useRouteContext({ from: '/inside' });
  return (
    <div style={{ display: 'grid', gap: 8, paddingTop: 12, borderTop: '1px solid var(--line)' }}>
      <Preferences />
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'who', label: me.email ?? me.name, disabled: true },
            {
              key: 'out',
              label: t('account.signOut'),
              onClick: async () => {
                await signOut();
                await navigate({ to: '/sign-in' });
              },
            },
          ],
        }}
      >
        <Button type="text" style={{ justifyContent: 'flex-start' }}>
          {me.name}
        </Button>
      </Dropdown>
    </div>
  );
}

const appearances = { light: <SunOutlined />, dark: <MoonOutlined />, system: <DesktopOutlined /> } as const;

/** Language and light or dark; also on the pages before sign-in. */
export function Preferences() {
  const { t, i18n } = useTranslation();
  const { appearance, setAppearance } = useAppearanceContext();
  const other: Language = i18n.language === 'en' ? 'zh-CN' : 'en';
  return (
    <div style={{ display: 'flex', gap: 4 }}>
      <Button type="text" size="small" lang={other} onClick={() => setLanguage(other)}>
        {other === 'en' ? 'English' : '中文'}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          selectedKeys: [appearance],
          items: (['light', 'dark', 'system'] as const).map((key) => ({
            key,
            icon: appearances[key],
            label: t(`appearance.${key}`),
            onClick: () => setAppearance(key),
          })),
        }}
      >
        <Button type="text" size="small" icon={appearances[appearance]} aria-label={t('appearance.label')} />
      </Dropdown>
    </div>
  );
}
