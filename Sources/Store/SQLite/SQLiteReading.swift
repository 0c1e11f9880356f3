extension SQLiteConnection {
    /// One consistent snapshot for all statements of `body`.
    func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
        try control("BEGIN")
        do {
            let result = try body()
            if let failure { throw failure }
            try control("COMMIT")
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// Ends the transaction if SQLite has not ended it already.
    func rollBack() {
        guard isInTransaction else { return }
        do {
            try control("ROLLBACK")
        } catch {
            // ROLLBACK fails only when there is nothing to roll back.
            failure = failure ?? error
        }
    }
}
