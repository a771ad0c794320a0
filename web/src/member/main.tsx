import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '../shared/i18n.ts';
import { App } from './app.tsx';
import { followSystemColours } from './colours.ts';
import '../shared/unseen.css';
import './member.css';
import './controls.css';
import './checkin/checkin.css';
import { prefetchMine } from './mine.ts';
import { memberWords } from './words.ts';

followSystemColours();
// Asked while the words are on their way.
prefetchMine();
const root = document.getElementById('root');
if (root) {
  await startI18n(memberWords).then(
    () =>
      createRoot(root).render(
        <StrictMode>
          <App />
        </StrictMode>,
      ),
    () => {
      // Without its words a page can say this much only.
      root.textContent = '网络不通，请刷新重试。 / No connection. Please reload.';
    },
  );
}
