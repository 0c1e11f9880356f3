import Web

/// The content of a signed address: a file, or an archive that is made while it is sent.
enum OpenedFile: RouteOutput {
    case file(Download)
    case archive(PieceStream)

    static func describe(_ operation: inout Operation) { Download.describe(&operation) }

    func reply(to incoming: Incoming) throws -> Reply {
        switch self {
        case .file(let download): try download.reply(to: incoming)
        case .archive(let stream): stream.reply(to: incoming)
        }
    }
}
