import React from 'react';
import { useLoaded } from '../../shared/useLoaded';
import { notLoaded } from '../../worker/failure';
import { FailureNotice } from '../status/FailureNotice';
import type { AnomalyListProps } from './AnomalyList';

const loadList = async () => (await import(/* webpackChunkName: "list" */ './AnomalyList')).AnomalyList;

/** The list's place; the list itself comes in a file of its own, for most panels have none. */
export function ListRoom(props: AnomalyListProps) {
  const { width, height } = props;
  const { part: List, error, retry } = useLoaded(loadList);
  if (List) {
    return <List {...props} />;
  }
  return (
    <div style={{ width, height, overflow: 'auto' }}>
      {error && <FailureNotice failure={notLoaded('list.js', error)} onRetry={retry} compact={false} />}
    </div>
  );
}
