import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { sendPicture } from '../api/upload.ts';
import { m } from '../messages/index.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { sentenceOf } from './form.ts';
import { Trouble } from './inputs.tsx';
import { Bar } from './show.tsx';

const shownWidth = 320;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Lets a person choose the square of a picture that becomes their avatar or logo, by pointer or by keyboard. */
export function PictureCrop({
  file,
  kind,
  onClose,
  onDone,
}: {
  file: File;
  kind: 'avatar' | 'logo';
  onClose: () => void;
  onDone: () => void;
}) {
  const [url, setUrl] = useState('');
  const [height, setHeight] = useState(0);
  const [box, setBox] = useState<Box>({ x: 0, y: 0, size: 0 });
  const [part, setPart] = useState<number>();
  const [trouble, setTrouble] = useState<string>();
  const held = useRef<{ x: number; y: number } | undefined>(undefined);

  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);

  const most = Math.min(shownWidth, height);
  const place = (next: Box): void => {
    const size = Math.max(40, Math.min(next.size, most));
    setBox({
      size,
      x: Math.max(0, Math.min(next.x, shownWidth - size)),
      y: Math.max(0, Math.min(next.y, height - size)),
    });
  };

  function move(event: PointerEvent): void {
    if (!held.current) return;
    place({ ...box, x: box.x + event.clientX - held.current.x, y: box.y + event.clientY - held.current.y });
    held.current = { x: event.clientX, y: event.clientY };
  }

  async function save(): Promise<void> {
    setTrouble(undefined);
    setPart(0);
    const whole = (value: number) => Math.round(value);
    const crop = { x: whole(box.x), y: whole(box.y), w: whole(box.size), h: whole(box.size) };
    try {
      await sendPicture(file, kind, { ...crop, boundx: shownWidth, boundy: whole(height) }, setPart).done;
      onDone();
    } catch (error) {
      setTrouble(sentenceOf(error));
      setPart(undefined);
    }
  }

  const arrows: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-8, 0],
    ArrowRight: [8, 0],
    ArrowUp: [0, -8],
    ArrowDown: [0, 8],
  };

  return (
    <Dialog title={m.picture.title} onClose={onClose}>
      <div className="grid justify-items-center gap-4">
        <div
          className="relative touch-none overflow-hidden rounded-lg bg-sunk select-none"
          style={{ width: shownWidth }}
        >
          {url && (
            <img
              src={url}
              alt=""
              width={shownWidth}
              draggable={false}
              onLoad={({ currentTarget }) => {
                const shown = (currentTarget.naturalHeight / currentTarget.naturalWidth) * shownWidth;
                const size = Math.min(shownWidth, shown) * 0.9;
                setHeight(shown);
                setBox({ size, x: (shownWidth - size) / 2, y: (shown - size) / 2 });
              }}
            />
          )}
          <button
            type="button"
            aria-label={m.picture.move}
            className="absolute cursor-move rounded-full border-2 border-white shadow-[0_0_0_999px_rgb(0_0_0/50%)]"
            style={{ left: box.x, top: box.y, width: box.size, height: box.size }}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              held.current = { x: event.clientX, y: event.clientY };
            }}
            onPointerMove={move}
            onPointerUp={() => {
              held.current = undefined;
            }}
            onKeyDown={(event) => {
              const step = arrows[event.key];
              if (!step) return;
              event.preventDefault();
              place({ ...box, x: box.x + step[0], y: box.y + step[1] });
            }}
          />
        </div>
        <label className="flex w-full items-center gap-3">
          <span className="text-sm whitespace-nowrap">{m.picture.size}</span>
          <input
            type="range"
            className="w-full accent-(--color-accent)"
            min={40}
            max={Math.max(40, Math.round(most))}
            value={Math.round(box.size)}
            onChange={(event) => place({ ...box, size: Number(event.target.value) })}
          />
        </label>
        {part !== undefined && <Bar part={part} label={m.file.sending(file.name)} />}
        {trouble && <Trouble>{trouble}</Trouble>}
        <div className="flex w-full justify-end gap-2">
          <Button onClick={onClose}>{m.common.cancel}</Button>
          <Button kind="primary" busy={part !== undefined} disabled={height === 0} onClick={() => void save()}>
            {m.picture.save}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
