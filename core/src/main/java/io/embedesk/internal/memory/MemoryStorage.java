package io.embedesk.internal.memory;

import io.embedesk.Workspace;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What several stores in one process may share, as nodes share a database. Everything in it is guarded by its lock. */
public final class MemoryStorage {
    final ReentrantLock lock = new ReentrantLock();
    private final Map<Workspace, MemoryTables> workspaces = new HashMap<>();
    /** The transaction of the thread that holds the lock, if it is in one. */
    @Nullable
    Undo running;

    MemoryTables tables(Workspace workspace) {
        return workspaces.computeIfAbsent(workspace, w -> new MemoryTables());
    }
}
