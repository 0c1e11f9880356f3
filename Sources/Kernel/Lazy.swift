import Synchronization

/// A value that is computed when it is first needed, and kept.
///
/// Threads that need it at the same time may each compute it; all receive the same one.
public final class Lazy<Value: Sendable>: Sendable {
    private let computed = AtomicLazyReference<Box>()
    private let compute: @Sendable () -> Value

    private final class Box: Sendable {
        let value: Value

        init(_ value: Value) { self.value = value }
    }

    public init(_ compute: @escaping @Sendable () -> Value) {
        self.compute = compute
    }

    public var value: Value {
        if let known = computed.load() { return known.value }
        return computed.storeIfNil(Box(compute())).value
    }
}
