/// What has a say in every write of a task, as the last thing in its transaction.
///
/// It can only write more, or throw and so undo the whole.
public struct WriteWitness: Sendable {
    let attest: @Sendable (borrowing Tx) throws -> Void

    public init(_ attest: @escaping @Sendable (borrowing Tx) throws -> Void) {
        self.attest = attest
    }

    @TaskLocal static var current: WriteWitness?

    /// Runs `work`, whose writes are attested, those of its child tasks too.
    public func watching<R: Sendable>(_ work: () async throws -> R) async rethrows -> R {
        try await Self.$current.withValue(self, operation: work)
    }

    /// The write with the witness of the present task at its end.
    static func attested<R>(
        _ body: @escaping @Sendable (borrowing Tx) throws -> R
    ) -> @Sendable (borrowing Tx) throws -> R {
        guard let witness = current else { return body }
        return { tx in
            let result = try body(tx)
            try witness.attest(tx)
            return result
        }
    }
}
