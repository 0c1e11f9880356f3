import Kernel

/// Reads one object of a PDF and keeps its relevant parts.
struct PDFObjectReader {
    private var lexer: PDFLexer
    private var frames: [PDFFrame] = []
    private var (older, newer) = (Int?.none, Int?.none)
    /// Whether the bytes of a stream follow.
    private(set) var isStream = false

    private static let deepest = 100

    var position: Int { lexer.position }

    init(_ content: Content, at position: Int) {
        lexer = PDFLexer(content, at: position)
    }

    /// Nil for an object that is neither a dictionary nor an array.
    mutating func read(_ findings: inout PDFFindings, _ paths: inout PDFPaths) throws -> PDFFrame? {
        while true {
            let token = try lexer.next()
            switch token {
            case .openDictionary, .openArray:
                guard frames.count < Self.deepest else { throw Unsound.damaged }
                let key = frames.last?.key
                if let last = frames.indices.last { frames[last].hasValue = true }
                frames.append(PDFFrame(isArray: token == .openArray, key: token == .openArray ? key : nil))
            case .closeDictionary, .closeArray:
                if let whole = close(&findings, &paths) { return try ended(whole) }
            case .end, .word("endobj"), .word("obj"), .word("stream"):
                // A truncated object; readers use its beginning.
                isStream = token == .word("stream")
                while !frames.isEmpty {
                    if let whole = close(&findings, &paths) { return whole }
                }
                return nil
            default:
                guard let last = frames.indices.last else { return nil }
                frames[last].consume(token, reference: token == .word("R") ? older : nil, &findings, &paths)
            }
            if case .integer(let number) = token {
                (older, newer) = (newer, number)
            } else {
                (older, newer) = (nil, nil)
            }
        }
    }

    private mutating func ended(_ whole: PDFFrame) throws -> PDFFrame {
        let end = lexer
        isStream = try lexer.next() == .word("stream")
        if !isStream { lexer = end }
        return whole
    }

    /// The whole object when the outermost one was closed.
    private mutating func close(_ findings: inout PDFFindings, _ paths: inout PDFPaths) -> PDFFrame? {
        guard let inner = frames.popLast() else { return nil }
        inner.report(&findings, &paths)
        guard let outer = frames.indices.last else { return inner }
        frames[outer].absorb(inner)
        if frames[outer].key == .openAction {
            findings.runsByItself = findings.runsByItself || inner.isScript
            paths.start(inner.next)
        }
        return nil
    }
}

extension PDFFrame {
    /// Reports triggers that fire by themselves; most triggers of a field or an annotation wait for a user.
    fileprivate func report(_ findings: inout PDFFindings, _ paths: inout PDFPaths) {
        let isPart = isPart && !isWhole
        if let additional {
            let pulled = isPart ? [additional.always] : [additional.always, additional.byHand]
            findings.runsByItself = findings.runsByItself || pulled.contains(where: \.isScript)
            paths.start(pulled.flatMap(\.objects))
        }
        if let additionalObject { paths.trigger(additionalObject, isPart: isPart) }
    }

    fileprivate mutating func consume(
        _ token: PDFLexer.Token,
        reference: Int?,
        _ findings: inout PDFFindings,
        _ paths: inout PDFPaths
    ) {
        if let reference { return lead(to: reference, &findings, &paths) }
        switch token {
        case .name(let name) where isArray || !hasValue:
            hasValue = true
            consume(name, &findings)
        case .name(let name):
            key = PDFKey.named[name]
            hasValue = false
            if key == .part { isPart = true }
            if key == .script {
                isScript = true
                findings.hasScripts = true
            }
            findings.record(key)
        case .integer(let number) where !hasValue:
            hasValue = true
            consume(number)
        default: hasValue = true
        }
    }

    private mutating func consume(_ number: Int) {
        switch key {
        case .first: first = number
        case .length: length = number
        case .predictor: predictor = number
        default: break
        }
    }

    private mutating func consume(_ name: String, _ findings: inout PDFFindings) {
        switch (key, name) {
        case (.action, "JavaScript"):
            isScript = true
            findings.hasScripts = true
        case (.action, "Launch"): findings.launches = true
        case (.action, _) where Self.reaching.contains(name): findings.reaches = true
        case (.subtype, "Widget"): isPart = true
        case (.subtype, "FileAttachment"): findings.hasAttachments = true
        case (.subtype, _) where Self.playing.contains(name): findings.reaches = true
        case (.type, "ObjStm"): isObjectStream = true
        case (.type, "Catalog"), (.type, "Page"), (.type, "Pages"): isWhole = true
        case (.filter, _) where filters.count < 4: filters.append(name)
        default: break
        }
    }

    private static let reaching: Set<String> = [
        "SubmitForm", "ImportData", "Rendition", "Movie", "Sound", "GoToE", "GoToR", "Thread",
        "RichMediaExecute",
        "GoTo3DView",
    ]
    private static let playing: Set<String> = ["RichMedia", "Movie", "Sound", "Screen", "3D"]

    private mutating func lead(to object: Int, _ findings: inout PDFFindings, _ paths: inout PDFPaths) {
        switch key {
        case .next: next.append(object)
        case .openAction: paths.start([object])
        case .additional: additionalObject = object
        case .automatic where !isArray: always.objects.append(object)
        case .manual where !isArray: byHand.objects.append(object)
        case .length: length = nil
        // Outside the dictionary of a stream the key has another meaning.
        case .first: (first, isObjectStream) = (nil, true)
        case .filter: filters.append("elsewhere")
        case .parameters: predictor = .max
        default: break
        }
    }
}

extension PDFFindings {
    fileprivate mutating func record(_ key: PDFKey?) {
        switch key {
        case .documentScripts: hasDocumentScripts = true
        case .form: isForm = true
        case .attachments: hasAttachments = true
        case .encryption: isEncrypted = true
        default: break
        }
    }
}
