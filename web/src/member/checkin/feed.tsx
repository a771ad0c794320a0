import InfiniteScroll from 'antd-mobile/es/components/infinite-scroll';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { number } from '../../shared/format.ts';
import { useAsk } from '../ask.ts';
import { call, patience } from '../connection.ts';
import { momentIn } from '../days.ts';
import { Icon } from '../icons.tsx';
import type { Campaign } from '../mine.ts';
import { Avatar, Section, Trouble } from '../parts.tsx';
import { Brought } from './brought.tsx';

const pageOf = (campaignId: string, before?: string) =>
  call.checkins.feed({ campaignId, limit: 20, ...(before && { before }) }, patience());
type Post = Awaited<ReturnType<typeof pageOf>>['posts'][number];

/** What others wrote, latest first, older ones as one scrolls on. */
export default function Feed({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const latest = useAsk(`feed ${campaign.id}`, () => pageOf(campaign.id));
  const [older, setOlder] = useState<{ posts: Post[]; next: string | null }>();
  if (!latest.answer) return latest.error ? <Trouble error={latest.error} again={latest.again} /> : null;
  const next = older ? older.next : latest.answer.next;
  const seen = new Set<string>();
  const posts = [...latest.answer.posts, ...(older?.posts ?? [])].filter((post) => {
    const key = `${post.enrolmentId} ${post.day}`;
    return !seen.has(key) && seen.add(key);
  });
  const more = async () => {
    if (next === null) return;
    const page = await pageOf(campaign.id, next);
    setOlder({ posts: [...(older?.posts ?? []), ...page.posts], next: page.next });
  };
  return (
    <Section title={t('feed.title')}>
      {posts.length === 0 && <p className="quiet-text">{t('feed.empty')}</p>}
      <ul className="feed">
        {posts.map((post) => (
          <PostCard key={`${post.enrolmentId} ${post.day}`} campaign={campaign} post={post} />
        ))}
      </ul>
      <InfiniteScroll loadMore={more} hasMore={next !== null}>
        {(hasMore, failed, again) =>
          hasMore && (
            <button type="button" className="second wide" onClick={() => void again()}>
              {t(failed ? 'feed.failed' : 'feed.more')}
            </button>
          )
        }
      </InfiniteScroll>
    </Section>
  );
}

function PostCard({ campaign: { id, policy }, post }: { campaign: Campaign; post: Post }) {
  const { t } = useTranslation();
  const { content } = policy;
  return (
    <li>
      <div className="post-top">
        <Avatar name={post.nickname} />
        <span className="who">
          <b>{post.nickname}</b>
          {post.me && <span className="tag">{t('self')}</span>}
          <small>
            {momentIn(policy.zone, post.at)}
            {t('list.dot')}
            {post.kind === 'madeUp' ? t('feed.madeUp') : t('feed.streak', { count: post.streak })}
          </small>
        </span>
        <LikeButton campaignId={id} post={post} />
      </div>
      {post.text && <p className="post-text">{post.text}</p>}
      <Brought name={post.nickname} photos={post.photos} voice={post.voice} />
      {post.number !== null && (
        <p>
          {content.number?.label ?? t('feed.number')} <b>{number(post.number)}</b> {content.number?.unit}
        </p>
      )}
      {post.link && (
        <p className="post-link">
          <a href={post.link} target="_blank" rel="noopener noreferrer nofollow">
            {post.link}
          </a>
        </p>
      )}
    </li>
  );
}

/** Answers at once; a like that did not arrive is taken back. */
function LikeButton({ campaignId, post }: { campaignId: string; post: Post }) {
  const { t } = useTranslation();
  const [told, setTold] = useState<{ of: Post; likes: number; liked: boolean }>();
  const { likes, liked } = told?.of === post ? told : post;
  const toggle = async () => {
    setTold({ of: post, likes: likes + (liked ? -1 : 1), liked: !liked });
    try {
      const answer = await call.checkins.like({ campaignId, enrolmentId: post.enrolmentId, day: post.day, liked: !liked }, patience());
      setTold({ of: post, ...answer });
    } catch {
      setTold({ of: post, likes, liked });
    }
  };
  return (
    <button
      type="button"
      className="like"
      aria-pressed={liked}
      aria-label={t('feed.like', { name: post.nickname, count: likes })}
      onClick={() => void toggle()}
    >
      <Icon name="heart" filled={liked} />
      {likes > 0 ? likes : ''}
    </button>
  );
}
