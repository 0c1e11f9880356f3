import Crypto
import Kernel

/// The bytes of an e-mail (RFC 5322, RFC 2045): text, HTML and invitation as alternatives, then attachments.
///
/// The same e-mail always has the same bytes, so that a repetition is recognised.
struct MailMessage {
    let bytes: [UInt8]

    init(_ mail: Mail) {
        let boundary = Self.boundary(mail)
        var lines = Self.head(mail)
        if mail.attachments.isEmpty {
            lines += Self.alternatives(mail, boundary)
        } else {
            let outer = "m" + boundary
            lines += ["Content-Type: multipart/mixed; boundary=\"\(outer)\"", "", "--\(outer)"]
            lines += Self.alternatives(mail, boundary)
            for attachment in mail.attachments { lines += ["--\(outer)"] + Self.part(attachment) }
            lines.append("--\(outer)--")
        }
        bytes = Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    private static func head(_ mail: Mail) -> [String] {
        var head = [
            "Date: \(MailDate.text(mail.date))",
            MailHeader.mailbox("From", mail.from),
            "To: <\(mail.to.rawValue)>",
            MailHeader.unstructured("Subject", mail.subject),
            "Message-ID: <\(MailHeader.oneLine(mail.messageID))>",
            "MIME-Version: 1.0",
            "Content-Language: \(mail.language.tag)",
            // Suppresses out-of-office replies (RFC 3834).
            "Auto-Submitted: auto-generated",
        ]
        if let unsubscribe = mail.unsubscribe {
            head.append("List-Unsubscribe: <\(MailHeader.oneLine(unsubscribe))>")
            head.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
        }
        return head
    }

    private static func alternatives(_ mail: Mail, _ boundary: String) -> [String] {
        let texts = [
            "Content-Type: multipart/alternative; boundary=\"\(boundary)\"", "",
            "--\(boundary)", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable", "", MailEncoding.quotedPrintable(mail.text),
            "--\(boundary)", "Content-Type: text/html; charset=utf-8",
            "Content-Transfer-Encoding: quoted-printable", "", MailEncoding.quotedPrintable(mail.html),
        ]
        // Mail programs offer to answer an invitation only where it is one of the alternatives (RFC 6047).
        let invitation = mail.invitation.map { invitation in
            [
                "--\(boundary)", "Content-Type: \(MailHeader.oneLine(invitation.mediaType))",
                "Content-Transfer-Encoding: base64", "", MailEncoding.base64Lines(invitation.bytes),
            ]
        }
        return texts + (invitation ?? []) + ["--\(boundary)--"]
    }

    private static func part(_ attachment: Mail.Attachment) -> [String] {
        [
            "Content-Type: \(MailHeader.oneLine(attachment.fileType))",
            "Content-Disposition: attachment; \(fileName(attachment.name))",
            "Content-Transfer-Encoding: base64", "", MailEncoding.base64Lines(attachment.bytes),
        ]
    }

    /// A file name, by RFC 2231 where it is not plain ASCII.
    private static func fileName(_ name: String) -> String {
        let name = MailHeader.oneLine(name)
        guard !name.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return "filename=\(MailHeader.quoted(name))"
        }
        let digits = Array("0123456789ABCDEF".utf8)
        let encoded = name.utf8.flatMap { byte -> [UInt8] in
            let isPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_".utf8.contains(
                byte
            )
            return isPlain ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return "filename*=utf-8''" + String(decoding: encoded, as: UTF8.self)
    }

    /// A boundary derived from the Message-ID, which the content cannot predict.
    private static func boundary(_ mail: Mail) -> String {
        let digest = SHA256.hash(data: Array((mail.messageID + mail.text).utf8))
        // `=_` never occurs in quoted-printable, nor in base64.
        return "=_" + digest.prefix(16).map { String($0, radix: 36) }.joined()
    }
}

/// Formats dates of RFC 5322, in UTC.
enum MailDate {
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    static func text(_ instant: Instant) -> String {
        let (date, time) = Zone.utc.civil(instant)
        let weekday = days[((Int(date.days) % 7) + 7) % 7]
        let clock = [time.hour, time.minute, time.second].map { $0 < 10 ? "0\($0)" : "\($0)" }
        let (year, month, day) = date.parts
        return "\(weekday), \(day) \(months[month - 1]) \(year) \(clock.joined(separator: ":")) +0000"
    }
}
