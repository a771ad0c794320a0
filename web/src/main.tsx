import { LoadingOutlined } from '@ant-design/icons';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { router } from './console/router.tsx';
import { consoleWords } from './console/words.ts';
import { queryClient } from './shared/api.ts';
import { AppearanceContext } from './shared/appearance.ts';
import { startI18n } from './shared/i18n.ts';
import './shared/base.css';
import './shared/tables.css';
import './shared/unseen.css';
import { antdTheme, useAppearance } from './shared/theme.ts';

function Root() {
  const appearance = useAppearance();
  const { i18n } = useTranslation();
  return (
    <AppearanceContext value={appearance}>
      <ConfigProvider
        theme={antdTheme(appearance.isDark)}
        locale={i18n.language === 'en' ? enUS : zhCN}
        // Antd's own spinner grows and shrinks: one that is gone within a frame never ends its transition and stays in the name of the button.
        button={{ autoInsertSpace: false, loadingIcon: <LoadingOutlined aria-hidden /> }}
      >
        <AntApp>
          <QueryClientProvider client={queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </AntApp>
      </ConfigProvider>
    </AppearanceContext>
  );
}

const root = document.getElementById('root');
if (root) {
  await startI18n(consoleWords);
  createRoot(root).render(
    <StrictMode>
      <Root />
    </StrictMode>,
  );
}
