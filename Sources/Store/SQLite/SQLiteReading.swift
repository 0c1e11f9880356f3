extension SQLiteConnection {
    /// One consistent view: all statements of `body` see the same moment.
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
            // ROLLBACK only fails when there is nothing left to roll back.
            failure = failure ?? error
        }
    }
}
