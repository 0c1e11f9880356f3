import Kernel
import Store

/// The attachments of a notice's e-mail, kept until its delivery.
enum NoticeAttachments {
    static func insert(
        _ attachments: [Mail.Attachment],
        of notice: ID<NoticeRow>,
        _ tx: borrowing Tx
    ) throws {
        for (position, attachment) in attachments.enumerated() {
            try tx.execute(
                """
                INSERT INTO notice_attachment (notice_id, position, name, media_type, content)
                VALUES (\(notice), \(position), \(attachment.name), \(attachment.mediaType), \(attachment.bytes))
                """
            )
        }
    }

    static func list(of notice: ID<NoticeRow>, _ tx: borrowing Tx) throws -> [Mail.Attachment] {
        var attachments: [Mail.Attachment] = []
        try tx.forEach(
            "SELECT name, media_type, content FROM notice_attachment WHERE notice_id = \(notice) ORDER BY position"
        ) { row in
            attachments.append(
                Mail.Attachment(name: try row.next(), mediaType: try row.next(), bytes: try row.next())
            )
        }
        return attachments
    }

    static func forget(of notice: ID<NoticeRow>, _ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM notice_attachment WHERE notice_id = \(notice)")
    }
}
