import Kernel

extension Feature {
    static let core = Feature(
        problems: Problem.Code.common,
        impersonalTables: [ImpersonalTable("schema_migration", "names of migrations")]
    )
}

extension Problem.Code {
    static let common: [Problem.Code] = [
        .malformed, .unauthenticated, .forbidden, .notFound, .methodNotAllowed, .notAcceptable, .timedOut,
        .conflict,
        .stale, .tooLarge, .unsupportedMediaType, .invalid, .upgradeRequired, .preconditionRequired,
        .tooManyRequests,
        .headersTooLarge,
        .internalError, .overloaded,
    ]
}
