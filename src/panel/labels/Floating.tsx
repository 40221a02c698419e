import React, { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2 } from '@grafana/ui';

/** A place on the page, CSS pixels from the viewport's corner. */
export interface Place {
  readonly left: number;
  readonly top: number;
}

interface FloatingProps {
  readonly label: string;
  /** Where it points to; the middle of the window where nobody knows. */
  readonly at: Place | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Between the box and the window's edge, and between the box and its place. */
const MARGIN = 8;
const FOCUSABLE = 'button:not(:disabled), input:not(:disabled), textarea, [href], [tabindex]:not([tabindex="-1"])';

/**
 * A box over the page that keeps the focus until it is closed, and then gives it back. Escape and a click beside it
 * close it.
 */
export function Floating({ label, at, onClose, children }: FloatingProps) {
  const styles = useStyles2(getStyles);
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place | null>(null);

  useEffect(() => {
    const before = document.activeElement;
    box.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus({ preventScroll: true });
      }
    };
  }, []);

  useEffect(() => {
    // What had the focus may be gone, as a mark that was taken back is.
    if (document.activeElement === document.body) {
      box.current?.focus({ preventScroll: true });
    }
  });

  useLayoutEffect(() => {
    const { width = 0, height = 0 } = box.current?.getBoundingClientRect() ?? {};
    const target = at ?? { left: window.innerWidth / 2, top: (window.innerHeight - height) / 2 };
    const next = {
      left: within(target.left - width / 2, window.innerWidth - width),
      top: within(target.top + MARGIN, window.innerHeight - height),
    };
    setPlace((now) => (now?.left === next.left && now.top === next.top ? now : next));
  }, [at, children]);

  useEffect(() => {
    const beside = ({ target }: PointerEvent) => {
      // What opens out of the box, such as the list of a choice, lies in a portal of its own.
      const isOurs = target instanceof Element && target.closest('[role="dialog"], [role="listbox"], [role="option"]');
      if (!isOurs) {
        onClose();
      }
    };
    document.addEventListener('pointerdown', beside);
    return () => document.removeEventListener('pointerdown', beside);
  }, [onClose]);

  return (
    <Portal>
      <div
        ref={box}
        role="dialog"
        aria-modal="true"
        aria-label={label}
        tabIndex={-1}
        className={styles.box}
        // Unseen until its size is known, but able to take the focus, which a hidden element is not.
        style={place ?? { opacity: 0 }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.defaultPrevented) {
            event.stopPropagation();
            onClose();
          } else if (event.key === 'Tab') {
            keepFocus(event);
          }
        }}
      >
        {children}
      </div>
    </Portal>
  );
}

/** From the last control to the first and back. */
function keepFocus(event: React.KeyboardEvent<HTMLElement>): void {
  const controls = Array.from(event.currentTarget.querySelectorAll<HTMLElement>(FOCUSABLE));
  const [first, last] = [controls[0], controls[controls.length - 1]];
  const active = document.activeElement;
  if (event.shiftKey && (active === first || active === event.currentTarget)) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && active === last) {
    event.preventDefault();
    first?.focus();
  }
}

function within(wanted: number, greatest: number): number {
  return Math.max(MARGIN, Math.min(wanted, greatest - MARGIN));
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    position: 'fixed',
    zIndex: theme.zIndex.tooltip,
    width: 340,
    maxWidth: `calc(100vw - ${2 * MARGIN}px)`,
    maxHeight: `calc(100vh - ${2 * MARGIN}px)`,
    overflowY: 'auto',
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z3,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
