import { useEffect, useRef, useState } from 'react';

/** What most phones play comes first. */
const types = ['audio/mp4', 'audio/webm;codecs=opus', 'audio/ogg;codecs=opus'];
const TICK_MS = 250;

export const canRecord = () =>
  typeof MediaRecorder !== 'undefined' &&
  navigator.mediaDevices?.getUserMedia !== undefined &&
  types.some((type) => MediaRecorder.isTypeSupported(type));

export interface Recording {
  state: 'idle' | 'recording' | 'refused';
  /** Since it began. */
  ms: number;
  start: () => void;
  stop: () => void;
}

/** One recording at a time; it ends by itself when the time is over. The microphone is let go as soon as it does. */
export function useRecording(maxSeconds: number, recorded: (blob: Blob) => void): Recording {
  const [state, setState] = useState<Recording['state']>('idle');
  const [ms, setMs] = useState(0);
  const recorder = useRef<MediaRecorder>(undefined);
  const latest = useRef(recorded);
  latest.current = recorded;

  const start = async () => {
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return setState('refused');
    }
    const type = types.find((one) => MediaRecorder.isTypeSupported(one));
    const pieces: Blob[] = [];
    const made = new MediaRecorder(stream, { ...(type && { mimeType: type }), audioBitsPerSecond: 48_000 });
    made.ondataavailable = ({ data }) => pieces.push(data);
    made.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      setState('idle');
      const blob = new Blob(pieces, { type: made.mimeType });
      if (blob.size > 0) latest.current(blob);
    };
    recorder.current = made;
    made.start();
    setMs(0);
    setState('recording');
  };

  useEffect(() => {
    if (state !== 'recording') return undefined;
    const begun = performance.now();
    const tick = setInterval(() => {
      const now = performance.now() - begun;
      setMs(now);
      if (now >= maxSeconds * 1000 && recorder.current?.state === 'recording') recorder.current.stop();
    }, TICK_MS);
    return () => clearInterval(tick);
  }, [state, maxSeconds]);

  // Leaving the page ends it; what was said until then is kept.
  useEffect(() => () => void (recorder.current?.state === 'recording' && recorder.current.stop()), []);

  return { state, ms, start: () => void start(), stop: () => recorder.current?.state === 'recording' && recorder.current.stop() };
}

/** Seconds of a sound file; null where the browser cannot tell. */
export async function secondsOf(file: Blob): Promise<number | null> {
  const url = URL.createObjectURL(file);
  const audio = new Audio();
  const told = new Promise<number | null>((resolve) => {
    audio.onloadedmetadata = () => resolve(Number.isFinite(audio.duration) ? audio.duration : null);
    audio.onerror = () => resolve(null);
  });
  audio.preload = 'metadata';
  audio.src = url;
  try {
    return await told;
  } finally {
    URL.revokeObjectURL(url);
  }
}
