/// A hook in every write of a task, at the beginning and at the end of its transaction.
///
/// It can only write more, or throw and so undo the whole transaction.
public struct WriteWitness: Sendable {
    let permit: @Sendable (borrowing Tx) throws -> Void
    let attest: @Sendable (borrowing Tx) throws -> Void

    public init(
        before permit: @escaping @Sendable (borrowing Tx) throws -> Void = { _ in },
        _ attest: @escaping @Sendable (borrowing Tx) throws -> Void
    ) {
        self.permit = permit
        self.attest = attest
    }

    @TaskLocal static var current: WriteWitness?

    /// Runs `work` with this witness for its writes and those of its child tasks; outer witnesses stay
    /// active.
    public func watching<R: Sendable>(_ work: () async throws -> R) async rethrows -> R {
        try await Self.$current.withValue(inside(Self.current), operation: work)
    }

    /// Runs `work` without a witness: for writes that are not part of the current request.
    public static func aside<R: Sendable>(_ work: () async throws -> R) async rethrows -> R {
        try await $current.withValue(nil, operation: work)
    }

    private func inside(_ outer: WriteWitness?) -> WriteWitness {
        guard let outer else { return self }
        return WriteWitness(
            before: { tx in
                try outer.permit(tx)
                try permit(tx)
            }
        ) { tx in
            try attest(tx)
            try outer.attest(tx)
        }
    }

    /// The write, with the witness of the current task at its end.
    static func attested<R>(
        _ body: @escaping @Sendable (borrowing Tx) throws -> R
    ) -> @Sendable (borrowing Tx) throws -> R {
        guard let witness = current else { return body }
        return { tx in
            try witness.permit(tx)
            let result = try body(tx)
            try witness.attest(tx)
            return result
        }
    }
}
