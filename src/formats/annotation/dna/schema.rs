//! The tables of the program, version 3.0.11.

/// What each coder may do; the columns hold 1 for yes.
const PERMISSIONS: [&str; 16] = [
    "AddDocuments",
    "EditDocuments",
    "DeleteDocuments",
    "ImportDocuments",
    "AddStatements",
    "EditStatements",
    "DeleteStatements",
    "EditAttributes",
    "EditRegex",
    "EditStatementTypes",
    "EditCoders",
    "EditCoderRelations",
    "ViewOthersDocuments",
    "EditOthersDocuments",
    "ViewOthersStatements",
    "EditOthersStatements",
];

/// The coder's password, "admin", as the program stores one: 16 bytes of salt and a sum, in Base64.
pub(super) const PASSWORD: &str = "R2xvc3NhdG9yIHNhbHQgMdPUzyHc2s3kZJYLjxau+XMRyzwm18V9dusmDiDff1hE";

/// The longest text that most columns hold, in characters.
pub(super) const LONGEST: usize = 190;

/// Returns the statements that make the tables.
#[expect(clippy::too_many_lines, reason = "a table of tables")]
pub(super) fn tables() -> String {
    let short = |name: &str| format!("{name} TEXT NOT NULL DEFAULT '' CHECK (LENGTH({name}) < 191)");
    let flag =
        |name: &str, or: u8| format!("{name} INTEGER NOT NULL DEFAULT {or} CHECK ({name} BETWEEN 0 AND 1)");
    let colour = ["Red", "Green", "Blue"]
        .map(|name| format!("{name} INTEGER NOT NULL DEFAULT 0 CHECK ({name} BETWEEN 0 AND 255)"))
        .join(", ");
    let key =
        |column: &str, table: &str| format!("FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE");
    let id = "ID INTEGER NOT NULL PRIMARY KEY";
    let may = PERMISSIONS.map(|name| flag(&format!("Permission{name}"), 1)).join(", ");
    let popup = "PopupWidth INTEGER DEFAULT 300 CHECK (PopupWidth BETWEEN 100 AND 9999)";
    let shown = [("ColorByCoder", 0), ("PopupDecoration", 0), ("PopupAutoComplete", 1)]
        .map(|(name, or)| flag(name, or));
    let sees =
        ["viewStatements", "editStatements", "viewDocuments", "editDocuments"].map(|name| flag(name, 1));
    let value = |name: &str, column: &str| {
        let (statement, variable) = (key("StatementId", "STATEMENTS"), key("VariableId", "VARIABLES"));
        format!(
            "CREATE TABLE {name}({id}, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, {column}, \
             UNIQUE (StatementId, VariableId), {statement}, {variable}"
        )
    };
    [
        "CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT NOT NULL)".to_owned(),
        format!(
            "CREATE TABLE CODERS({id}, {}, {colour}, Refresh INTEGER NOT NULL DEFAULT 0 CHECK (Refresh BETWEEN 0 AND 9999), \
             FontSize INTEGER NOT NULL DEFAULT 14 CHECK (FontSize BETWEEN 1 AND 99), {}, {popup}, {}, {may})",
            short("Name"), short("Password"), shown.join(", ")
        ),
        format!(
            "CREATE TABLE DOCUMENTS({id}, {}, Text TEXT NOT NULL, Coder INTEGER, {}, {}, {}, Notes TEXT NOT NULL DEFAULT '', {}, \
             Date INTEGER NOT NULL, {})",
            short("Title"), short("Author"), short("Source"), short("Section"), short("Type"), key("Coder", "CODERS")
        ),
        format!("CREATE TABLE STATEMENTTYPES({id}, {}, {colour})", short("Label")),
        format!(
            "CREATE TABLE VARIABLES({id}, {}, DataType TEXT NOT NULL DEFAULT 'short text' CHECK (DataType IN \
             ('boolean', 'integer', 'long text', 'short text')), StatementTypeId INTEGER, UNIQUE (Variable, StatementTypeId), {})",
            short("Variable"), key("StatementTypeId", "STATEMENTTYPES")
        ),
        format!(
            "CREATE TABLE VARIABLELINKS({id}, SourceVariableId INTEGER, TargetVariableId INTEGER, CHECK (TargetVariableId != \
             SourceVariableId), {}, {})",
            key("SourceVariableId", "VARIABLES"), key("TargetVariableId", "VARIABLES")
        ),
        format!("CREATE TABLE REGEXES(Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < 191), {colour})"),
        format!(
            "CREATE TABLE CODERRELATIONS({id}, Coder INTEGER CHECK (Coder > 0), OtherCoder INTEGER CHECK (OtherCoder > 0), {}, \
             CHECK (Coder != OtherCoder), {}, {})",
            sees.join(", "), key("Coder", "CODERS"), key("OtherCoder", "CODERS")
        ),
        format!(
            "CREATE TABLE STATEMENTS({id}, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER NOT NULL CHECK (Start >= 0), \
             Stop INTEGER NOT NULL CHECK (Stop >= 0), Coder INTEGER, CHECK (Start < Stop), {}, {}, {})",
            key("StatementTypeId", "STATEMENTTYPES"), key("Coder", "CODERS"), key("DocumentId", "DOCUMENTS")
        ),
        value("DATABOOLEAN", "Value INTEGER NOT NULL DEFAULT 1") + ")",
        value("DATAINTEGER", "Value INTEGER NOT NULL DEFAULT 0") + ")",
        format!(
            "CREATE TABLE ENTITIES({id}, VariableId INTEGER NOT NULL, {}, {}, ChildOf INTEGER CHECK (ChildOf > 0), \
             UNIQUE (VariableId, Value), {}, {})",
            short("Value"),
            ["Red", "Green", "Blue"].map(|name| format!("{name} INTEGER CHECK ({name} BETWEEN 0 AND 255)")).join(", "),
            key("ChildOf", "ENTITIES"), key("VariableId", "VARIABLES")
        ),
        value("DATASHORTTEXT", "Entity INTEGER NOT NULL") + ", " + &key("Entity", "ENTITIES") + ")",
        value("DATALONGTEXT", "Value TEXT DEFAULT ''") + ")",
        format!(
            "CREATE TABLE ATTRIBUTEVARIABLES({id}, VariableId INTEGER NOT NULL, {}, UNIQUE (VariableId, AttributeVariable), {})",
            short("AttributeVariable"), key("VariableId", "VARIABLES")
        ),
        format!(
            "CREATE TABLE ATTRIBUTEVALUES({id}, EntityId INTEGER NOT NULL, AttributeVariableId INTEGER NOT NULL, {}, \
             UNIQUE (EntityId, AttributeVariableId), {}, {})",
            short("AttributeValue"), key("EntityId", "ENTITIES"), key("AttributeVariableId", "ATTRIBUTEVARIABLES")
        ),
    ]
    .join(";\n")
}
