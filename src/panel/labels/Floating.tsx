import React, { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Portal, useStyles2 } from '@grafana/ui';

/** A position in the viewport, CSS pixels. */
export interface Place {
  readonly left: number;
  readonly top: number;
}

interface FloatingProps {
  readonly label: string;
  /** The position it points to; null for the centre of the window. */
  readonly at: Place | null;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Distance from the window's edge and from the position, CSS pixels. */
const MARGIN = 8;
const FOCUSABLE = 'button:not(:disabled), input:not(:disabled), textarea, [href], [tabindex]:not([tabindex="-1"])';

/** A dialog over the page that traps the focus and returns it on close. Escape and a click outside close it. */
export function Floating({ label, at, onClose, children }: FloatingProps) {
  const styles = useStyles2(getStyles);
  const box = useRef<HTMLDivElement>(null);

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
    // The focused element may be gone, for example the button of a removed label.
    if (document.activeElement === document.body) {
      box.current?.focus({ preventScroll: true });
    }
  });

  useEffect(() => {
    const beside = ({ target }: PointerEvent) => {
      // Popups of the dialog, such as a list box, are in their own portal.
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
        style={at ? pointingTo(at) : CENTRED}
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

/** Wraps the focus from the last control to the first and back. */
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

const CENTRED: CSSProperties = { left: '50%', top: '50%', transform: 'translate(-50%, -50%)' };

/** Below a position and centred on it, but inside the window. Percentages are of the dialog's own size. */
function pointingTo({ left, top }: Place): CSSProperties {
  const inWindow = (at: number, size: string) => `calc(${size} - ${MARGIN + at}px - 100%)`;
  const x = `clamp(${MARGIN - left}px, -50%, ${inWindow(left, '100vw')})`;
  const y = `max(${-top}px, min(0px, ${inWindow(top + MARGIN, '100vh')}))`;
  return { left, top: top + MARGIN, transform: `translate(${x}, ${y})` };
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
