import React from 'react';
import { useLoaded } from '../../shared/useLoaded';
import { notLoaded } from '../../worker/failure';
import { FailureNotice } from '../status/FailureNotice';
import type { AnomalyListProps } from './AnomalyList';

const loadList = async () => (await import(/* webpackChunkName: "list" */ './AnomalyList')).AnomalyList;

/** Loads the list from its own chunk, because most panels have none. */
export function LazyAnomalyList(props: AnomalyListProps) {
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
