"""Files that people upload: checked by content, kept under our own names, served harmlessly.

The form: a field that says in Russian why a file is refused and what to do; its cleaned value is
a `CheckedFile` (None when nothing was chosen and the field is not required):

    from common.files.fields import CheckedFileField
    from common.files.kinds import DOCUMENTS, PICTURES

    photo = CheckedFileField(label="Фотография", kinds=PICTURES)

The model: one row a file. `stored_values` gives what the row keeps of a checked file; on the disk
it lies under a random name of ours, the person's name for it is only text:

    from common.files.storing import StoredFile, StoredPicture, stored_values

    class Photo(StoredPicture):
        library = models.ForeignKey(Library, …)

    create_row(Photo(library=library, **stored_values(form.cleaned_data["photo"])), by)

A row of StoredFile that takes pictures beside documents is filled by `file_values` instead.

A picture is decoded in the sandbox and drawn anew: place and camera (EXIF), comments and whatever
was glued to its end are gone; `thumbnail` is ready to be kept beside it.

The view: never an address of the media folder, always a view that asks who may see:

    from common.files.serving import serve_file

    def photo(request, pk):
        found = get_object_or_404(photos_of(request.user), pk=pk)
        return serve_file(request, found.file, found.file_kind, found.file_name, inline=True)

One request is at most 12 MB (`client_max_body_size` in deploy/nginx.conf), so several large files
are sent one by one. Rooms: kinds, checking, fields, storing, serving; picture_reader and
pdf_reader run in the sandbox only.
"""
