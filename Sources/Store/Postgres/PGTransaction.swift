import CLibPQ

extension PGConnection {
    enum Mode: String {
        case reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        case writing = "BEGIN ISOLATION LEVEL SERIALIZABLE"
    }

    func transaction<Output>(_ mode: Mode, _ body: () throws -> Output) throws -> Output {
        pendingBegin = mode.rawValue
        do {
            let output = try body()
            if let failure { throw failure }
            switch mode {
            case .reading where pendingBegin == nil: try leave()
            case .writing where pendingBegin == nil || !posted.isEmpty: try commit()
            case .reading, .writing: break
            }
            if !nudges.isEmpty { nudger?.nudge(nudges) }
            return output
        } catch {
            rollBack()
            throw error
        }
    }

    /// Ends a transaction without changes: its answer is read before the next use.
    private func leave() throws {
        if interruption.isRequested { throw CancellationError() }
        var watch = PGWatch(settings.timeout)
        guard PQsendQuery(handle, "COMMIT") == 1 else { throw lost() }
        try flush(&watch)
        isLeaving = true
    }

    /// Reads the pending answer to the end of the last transaction.
    func arrive() {
        guard isLeaving else { return }
        isLeaving = false
        var watch = PGWatch(settings.timeout)
        do {
            while let result = try nextResult(&watch) { PQclear(result) }
        } catch {
            isLost = true
        }
    }

    /// COMMIT of a failed transaction succeeds with the answer ROLLBACK, which must not be taken for a
    /// commit.
    private func commit() throws {
        if interruption.isRequested { throw CancellationError() }
        interruption = Interruption()
        let tag: String
        do {
            tag = try end().tag
        } catch let error as DatabaseError where error.kind == .connection {
            throw DatabaseError(
                .commitUnknown,
                code: error.code,
                "the connection was lost during COMMIT: \(error.message)"
            )
        }
        guard tag == "COMMIT" else {
            throw DatabaseError(.aborted, code: "25P02", "the server rolled the transaction back")
        }
    }

    /// Includes the statements that are still held back.
    private func end() throws -> PGResult {
        guard isHoldingBack else { return try command("COMMIT") }
        guard let result = try deliver(with: { _ in send("COMMIT") }) else { throw lost() }
        return result
    }

    private func rollBack() {
        pendingBegin = nil
        posted = []
        interruption = Interruption()
        guard !isLost, PQtransactionStatus(handle) != PQTRANS_IDLE else { return }
        do {
            _ = try command("ROLLBACK")
        } catch {
            // Dropping the connection rolls back too.
            isLost = true
        }
    }
}
