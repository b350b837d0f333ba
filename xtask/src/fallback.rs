//! Texts that articles show where the widget cannot run, written by `tiebreak fallback`.

use std::fs;
use std::path::Path;

use crate::release::Address;
use crate::{Result, cargo};

/// Writes `fallback/<model>.html` and `.md` for the models of a site.
pub(crate) fn write(site: &Path, address: Option<&Address>) -> Result {
    let folder = site.join("fallback");
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(site.join("models"))? {
        let model = entry?.path();
        let name = model.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // Evidence and schemas have a second dot; index.json is the list of models.
        let is_model = |name: &&str| !name.contains('.') && *name != "index";
        let Some(id) = name.strip_suffix(".json").filter(is_model) else { continue };
        for (form, end) in [("--html", "html"), ("--markdown", "md")] {
            let run = ["run", "--quiet", "--package", "tiebreak-cli", "--"];
            let mut command = cargo(&run);
            command.args(["fallback", form]).arg(&model);
            if let Some(address) = address {
                command.args(["--page", address.as_str()]);
            }
            let output = command.output()?;
            if !output.status.success() {
                let error = String::from_utf8_lossy(&output.stderr);
                return Err(format!("the fallback of {name} was not written: {error}").into());
            }
            fs::write(folder.join(format!("{id}.{end}")), output.stdout)?;
        }
    }
    Ok(())
}
